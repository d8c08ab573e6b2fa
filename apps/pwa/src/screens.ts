import { lazyScreen } from "./platform/lazy-screen.tsx";

// The screens and their parts, each loaded when it is first shown.

export const SignInPage = lazyScreen(() => import("./features/account/sign-in-page.tsx").then((file) => file.SignInPage));
export const SignUpPage = lazyScreen(() => import("./features/account/sign-up-page.tsx").then((file) => file.SignUpPage));
export const PrivacyPage = lazyScreen(() => import("./features/account/privacy-page.tsx").then((file) => file.PrivacyPage));
export const UnlockPage = lazyScreen(() => import("./features/account/unlock-page.tsx").then((file) => file.UnlockPage));
export const SignInAgain = lazyScreen(() => import("./features/account/sign-in-again.tsx").then((file) => file.SignInAgain));
export const SignOut = lazyScreen(() => import("./features/account/sign-out.tsx").then((file) => file.SignOut));

export const ClientsPage = lazyScreen(() => import("./features/clients/clients-page.tsx").then((file) => file.ClientsPage));
export const ClientPage = lazyScreen(() => import("./features/clients/client-page.tsx").then((file) => file.ClientPage));
export const NewClientDialog = lazyScreen(() => import("./features/clients/new-client-dialog.tsx").then((file) => file.NewClientDialog));

export const ConsentChips = lazyScreen(() => import("./features/consent/consent-chips.tsx").then((file) => file.ConsentChips));
export const ConsentRegister = lazyScreen(() => import("./features/consent/consent-register.tsx").then((file) => file.ConsentRegister));

export const NotesPage = lazyScreen(() => import("./features/notes/notes-page.tsx").then((file) => file.NotesPage));
export const NewNotePage = lazyScreen(() => import("./features/notes/new-note-page.tsx").then((file) => file.NewNotePage));
export const NotePage = lazyScreen(() => import("./features/notes/note-page.tsx").then((file) => file.NotePage));
export const ClientNotes = lazyScreen(() => import("./features/notes/client-notes.tsx").then((file) => file.ClientNotes));
export const ClientFacts = lazyScreen(() => import("./features/notes/client-facts.tsx").then((file) => file.ClientFacts));

export const SyncPanel = lazyScreen(() => import("./features/needs-you/sync-panel.tsx").then((file) => file.SyncPanel));
export const SettingsPage = lazyScreen(() => import("./features/settings/settings-page.tsx").then((file) => file.SettingsPage));

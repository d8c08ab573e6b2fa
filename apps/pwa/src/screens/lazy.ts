import { lazyScreen } from "../platform/lazy-screen.tsx";

// Every screen, its code loaded when it is first shown. Together with ../app.tsx, ../practice.tsx and the screens beside
// this file, the only place where features meet.

export const SignInPage = lazyScreen(() =>
  import("../features/account/sign-in-page.tsx").then((file) => file.SignInPage),
);
export const SignUpPage = lazyScreen(() =>
  import("../features/account/sign-up-page.tsx").then((file) => file.SignUpPage),
);
export const PrivacyPage = lazyScreen(() =>
  import("../features/account/privacy-page.tsx").then((file) => file.PrivacyPage),
);
export const UnlockPage = lazyScreen(() =>
  import("../features/account/unlock-page.tsx").then((file) => file.UnlockPage),
);
export const SignInAgain = lazyScreen(() =>
  import("../features/account/sign-in-again.tsx").then((file) => file.SignInAgain),
);

export const ClientsPage = lazyScreen(() =>
  import("../features/clients/clients-page.tsx").then((file) => file.ClientsPage),
);
export const NewClientDialog = lazyScreen(() =>
  import("../features/clients/new-client-dialog.tsx").then((file) => file.NewClientDialog),
);
export const FilesMenu = lazyScreen(() => import("../features/import/export-menu.tsx").then((file) => file.FilesMenu));
export const ImportPage = lazyScreen(() =>
  import("../features/import/import-page.tsx").then((file) => file.ImportPage),
);
export const LeadsPage = lazyScreen(() => import("../features/leads/leads-page.tsx").then((file) => file.LeadsPage));
export const NewLeadDialog = lazyScreen(() =>
  import("../features/leads/new-lead-dialog.tsx").then((file) => file.NewLeadDialog),
);
export const NotesPage = lazyScreen(() => import("../features/notes/notes-page.tsx").then((file) => file.NotesPage));
export const NewNotePage = lazyScreen(() =>
  import("../features/notes/new-note-page.tsx").then((file) => file.NewNotePage),
);
export const SearchPage = lazyScreen(() =>
  import("../features/search/search-page.tsx").then((file) => file.SearchPage),
);
export const BinPage = lazyScreen(() => import("../features/bin/bin-page.tsx").then((file) => file.BinPage));
export const StoragePage = lazyScreen(() =>
  import("../features/storage/storage-page.tsx").then((file) => file.StoragePage),
);
export const EvictedNotice = lazyScreen(() =>
  import("../features/needs-you/evicted-notice.tsx").then((file) => file.EvictedNotice),
);
export const StorageNotice = lazyScreen(() =>
  import("../features/storage/storage-notice.tsx").then((file) => file.StorageNotice),
);
export const SyncPanel = lazyScreen(() =>
  import("../features/needs-you/sync-panel.tsx").then((file) => file.SyncPanel),
);
export const NotKeptNotice = lazyScreen(() =>
  import("../writing/not-kept-notice.tsx").then((file) => file.NotKeptNotice),
);
export const UpdateNotice = lazyScreen(() => import("../shell/update-notice.tsx").then((file) => file.UpdateNotice));
export const SummaryPanel = lazyScreen(() =>
  import("../features/summary/summary-panel.tsx").then((file) => file.SummaryPanel),
);
export const ClientFacing = lazyScreen(() =>
  import("../features/measures/client-facing.tsx").then((file) => file.ClientFacing),
);
export const NotHandedOver = lazyScreen(() =>
  import("../features/measures/not-handed-over.tsx").then((file) => file.NotHandedOver),
);
export const Commands = lazyScreen(() => import("./commands.tsx").then((file) => file.Commands));

export const ClientScreen = lazyScreen(() => import("./client-screen.tsx").then((file) => file.ClientScreen));
export const NoteScreen = lazyScreen(() => import("./note-screen.tsx").then((file) => file.NoteScreen));
export const SettingsScreen = lazyScreen(() => import("./settings-screen.tsx").then((file) => file.SettingsScreen));
export const TemplatesScreen = lazyScreen(() => import("./templates-screen.tsx").then((file) => file.TemplatesScreen));

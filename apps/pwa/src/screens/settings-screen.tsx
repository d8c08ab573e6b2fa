import { SignOut } from "../features/account/sign-out.tsx";
import { ReturnSwitch } from "../features/measures/return-switch.tsx";
import { ShortcutSwitch } from "../features/palette/shortcut-switch.tsx";
import { SettingsPage } from "../features/settings/settings-page.tsx";
import { Appearance } from "../shell/appearance.tsx";

/** What can be set, and the way out. */
export function SettingsScreen({ email }: { email: string }) {
  return (
    <SettingsPage
      email={email}
      appearance={<Appearance />}
      shortcuts={<ShortcutSwitch />}
      lock={<ReturnSwitch />}
      signOut={<SignOut />}
    />
  );
}

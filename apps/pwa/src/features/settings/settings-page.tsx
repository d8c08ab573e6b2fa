import { PageHeader } from "@cliently/ui/page-header";
import { Section } from "@cliently/ui/section";
import { TextLink } from "@cliently/ui/text-link";
import type { ReactNode } from "react";

type Props = { email: string; appearance: ReactNode; shortcuts: ReactNode; lock: ReactNode; signOut: ReactNode };

/** How the app looks, is operated and is locked on this device, how safe its storage is, and the way out. */
export function SettingsPage({ email, appearance, shortcuts, lock, signOut }: Props) {
  return (
    <>
      <PageHeader title="Settings" />
      <div className="flex flex-col gap-10">
        <Section title="Appearance">{appearance}</Section>
        <Section title="Keyboard">{shortcuts}</Section>
        <Section title="Notes">
          <p>
            <TextLink href="/settings/templates">Templates & snippets</TextLink>: what your notes ask for, words that
            you write often, and your own scales.
          </p>
        </Section>
        <Section title="Lock">{lock}</Section>
        <Section title="Storage on this device">
          <p>
            <TextLink href="/storage">How safe your records are here</TextLink>: what waits for the server, whether the
            browser keeps them, and how to install Cliently.
          </p>
        </Section>
        <Section title="Bin">
          <p>
            <TextLink href="/bin">Deleted clients and notes</TextLink> can be brought back for 30 days.
          </p>
        </Section>
        <Section title="Account">
          <p className="[overflow-wrap:anywhere]">{email}</p>
          <div>{signOut}</div>
          <p className="text-sm">
            <TextLink href="/privacy">Privacy policy</TextLink>
          </p>
        </Section>
      </div>
    </>
  );
}

import { PageHeader } from "@cliently/ui/page-header";
import { Section } from "@cliently/ui/section";
import { TextLink } from "@cliently/ui/text-link";
import { useEffect, useState, type ReactNode } from "react";

/** How the app looks on this device, how safe its storage is, and the way out. */
export function SettingsPage({
  email,
  appearance,
  signOut,
}: {
  email: string;
  appearance: ReactNode;
  signOut: ReactNode;
}) {
  return (
    <>
      <PageHeader title="Settings" />
      <div className="flex flex-col gap-10">
        <Section title="Appearance">{appearance}</Section>
        <Section title="Storage on this device">
          <StorageFacts />
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

function StorageFacts() {
  const [facts, setFacts] = useState<{ isPersistent: boolean; used: number }>();
  useEffect(() => {
    let current = true;
    void Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]).then(
      ([isPersistent, { usage = 0 }]) => current && setFacts({ isPersistent, used: usage }),
    );
    return () => {
      current = false;
    };
  }, []);
  if (!facts) return null;
  return (
    <p className="text-soft">
      {facts.isPersistent
        ? "The browser has promised to keep what is stored here."
        : "The browser may clear what is stored here when space runs short. Installing the app makes that unlikely."}{" "}
      <span className="whitespace-nowrap figures">In use: {(facts.used / 1_048_576).toFixed(1)} MB.</span>
    </p>
  );
}

import { Section } from "@cliently/ui/section";
import { TextLink } from "@cliently/ui/text-link";

import { useRow } from "../../sync/hooks.tsx";

/** What one wants to have in sight of a client while writing. */
export function ClientFacts({ clientId }: { clientId: string }) {
  const client = useRow("client", clientId);
  if (!client) return null;
  const { pronouns, phone, email, background } = client;
  if (!pronouns && !phone && !email && !background) {
    return (
      <Section title="Client">
        <p className="text-sm text-faint">Nothing written about them yet.</p>
      </Section>
    );
  }
  return (
    <Section title="Client">
      <dl className="flex flex-col gap-2 text-sm [&_dt]:text-faint">
        {pronouns && (
          <div>
            <dt>Pronouns</dt>
            <dd>{pronouns}</dd>
          </div>
        )}
        {phone && (
          <div>
            <dt>Phone</dt>
            <dd>
              <TextLink href={`tel:${phone.replaceAll(/[^+\d]/g, "")}`}>{phone}</TextLink>
            </dd>
          </div>
        )}
        {email && (
          <div>
            <dt>E-mail</dt>
            <dd className="[overflow-wrap:anywhere]">{email}</dd>
          </div>
        )}
        {background && (
          <div>
            <dt>Background</dt>
            <dd className="whitespace-pre-line">{background}</dd>
          </div>
        )}
      </dl>
    </Section>
  );
}

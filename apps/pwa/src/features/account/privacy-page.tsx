import { POLICY } from "@cliently/api/domain/policy";
import { Mark } from "@cliently/ui/mark";
import { TextLink } from "@cliently/ui/text-link";

/** The privacy policy, open to everybody, signed in or not. */
export function PrivacyPage() {
  return (
    <main className="mx-auto max-w-2xl px-4 py-10 safe-sides sm:py-16">
      <p className="mb-8 flex items-center gap-2 font-semibold">
        <Mark className="size-5" />
        <TextLink href="/">Cliently</TextLink>
      </p>
      <h1 className="text-2xl font-semibold">Privacy policy</h1>
      <p className="mt-1 text-soft">
        Last updated{" "}
        <time dateTime={POLICY.version}>
          {new Date(POLICY.version).toLocaleDateString(undefined, { dateStyle: "long" })}
        </time>
      </p>
      {POLICY.sections.map(({ title, paragraphs }) => (
        <section key={title} className="mt-8">
          <h2 className="text-lg font-semibold">{title}</h2>
          {paragraphs.map((paragraph) => (
            <p key={paragraph} className="mt-2 leading-relaxed">
              {paragraph}
            </p>
          ))}
        </section>
      ))}
      <section className="mt-8">
        <h2 className="text-lg font-semibold">Contact</h2>
        <p className="mt-2">
          <TextLink href={`mailto:${POLICY.contact}`}>{POLICY.contact}</TextLink>
        </p>
      </section>
    </main>
  );
}

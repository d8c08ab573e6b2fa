import fc from "fast-check";

/** A page made of what clipboards bring, with the text that it shows. */
export function copiedPage(): fc.Arbitrary<{ html: string; text: string }> {
  type Part = { html: string; text: string };
  const tags = [
    ..."p div span b i u s del sup sub h1 h3 ul ol li table tbody tr td th blockquote pre center o:p label".split(" "),
    "span style='font-weight:700;white-space:pre-wrap'",
    "span style='text-decoration:line-through;vertical-align:super'",
    "a href='https://example.invalid/a'",
    "li data-aria-level=3",
    "li data-checked=true",
    "p class=MsoListParagraph style='mso-list:l0 level2 lfo1'",
    "div style='mso-list:l0 level9 lfo2'",
  ];
  const { part } = fc.letrec<{ part: Part }>((tie) => ({
    part: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((text) => ({ html: escaped(text), text })),
      fc.constantFrom("<br>", "\n", " ", "&nbsp;", "<input type=checkbox>").map((html) => ({ html, text: "" })),
      fc.tuple(fc.constantFrom(...tags), fc.array(tie("part"), { maxLength: 4 })).map(([tag, parts]) => ({
        html: `<${tag}>${parts.map(({ html }) => html).join("")}</${tag.split(" ")[0]}>`,
        text: parts.map(({ text }) => text).join(""),
      })),
    ),
  }));
  return fc.array(part, { maxLength: 6 }).map((parts) => ({
    html: parts.map(({ html }) => html).join(""),
    text: parts.map(({ text }) => text).join(""),
  }));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

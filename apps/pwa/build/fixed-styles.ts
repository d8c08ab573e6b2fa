/** Styles that we keep out of the page by an option, so that the policy need not know them. */
const SWITCHED_OFF = [/\/@tiptap\/core\//];

const INSERTED = /createElement\((['"])style\1\)/g;
const TEXT = /\.textContent\s*=\s*`([^`]*)`\.trim\(\)/g;

/**
 * The texts of the <style> elements that a module of a library inserts at run time. Throws when there is one that it
 * cannot read: the page would be built, and broken by its own policy.
 */
export function fixedStyles(code: string, id: string): string[] {
  const inserted = [...code.matchAll(INSERTED)].length;
  if (inserted === 0 || SWITCHED_OFF.some((place) => place.test(id))) return [];

  const texts = [...code.matchAll(TEXT)].map(([, text = ""]) => filledIn(text, code, id).trim());
  if (texts.length !== inserted)
    throw new Error(`${id} inserts a <style> whose text is not fixed: the policy cannot allow it.`);
  return texts;
}

function filledIn(template: string, code: string, id: string): string {
  return template.replace(/\$\{([\w$]+)\}/g, (_, name: string) => {
    const constant = new RegExp(`const ${name.replaceAll("$", "\\$")} = (['"])([^'"]*)\\1`).exec(code);
    if (!constant) throw new Error(`${id} inserts a <style> that depends on ${name}, which is no fixed text.`);
    return constant[2] ?? "";
  });
}

import { Conflicts } from "../features/needs-you/conflicts.tsx";
import { TemplatePage } from "../features/templates/template-page.tsx";
import { TemplatesPage } from "../features/templates/templates-page.tsx";

/** What is kept to use again, or one template of it. */
export function TemplatesScreen({ id }: { id: string | undefined }) {
  if (id) return <TemplatePage key={id} id={id} notices={<Conflicts noun="preset" id={id} />} />;
  return <TemplatesPage notices={(preset) => <Conflicts key={preset} noun="preset" id={preset} />} />;
}

import type { Form } from "./form.ts";

/** What a kind of note asks for, in its order. A section's id says what it means, so templates that share one share its words. */
export type Template = {
  id: string;
  name: string;
  /** Outside the record: never sent to AI, never in a client's export. */
  isPrivate?: boolean;
  sections: readonly Section[];
};
export type Section = { id: string; name: string };

/** Words in it stay outside the record, whatever the template of their note is by now. */
export const PRIVATE_SECTION = "private";

/** Every template that is given. Adding one is adding it here. */
export const templates: readonly Template[] = [
  template("soap", "SOAP", {
    subjective: "Subjective",
    objective: "Objective",
    assessment: "Assessment",
    plan: "Plan",
  }),
  template("dap", "DAP", { data: "Data", assessment: "Assessment", plan: "Plan" }),
  template("birp", "BIRP", {
    behaviour: "Behaviour",
    intervention: "Intervention",
    response: "Response",
    plan: "Plan",
  }),
  template("girp", "GIRP", { goal: "Goal", intervention: "Intervention", response: "Response", plan: "Plan" }),
  template("pirp", "PIRP", { problem: "Problem", intervention: "Intervention", response: "Response", plan: "Plan" }),
  template("narrative", "Narrative", { narrative: "Note" }),
  template("adime", "ADIME (nutrition)", {
    assessment: "Assessment",
    diagnosis: "Diagnosis",
    intervention: "Intervention",
    monitoring: "Monitoring & evaluation",
  }),
  template("coaching", "Coaching", {
    "since-last": "Since last time",
    focus: "Focus",
    exploration: "Exploration",
    actions: "Actions",
    "follow-up": "Follow-up",
  }),
  template("grow", "GROW", { goal: "Goal", reality: "Reality", options: "Options", "way-forward": "Way forward" }),
  template("somatic", "Somatic", {
    intention: "Intention",
    observations: "Observations",
    work: "Work done",
    experience: "Client’s experience",
    integration: "Integration",
    next: "Next",
  }),
  template("intake", "Intake", {
    concern: "Presenting concern",
    goals: "Goals",
    history: "History",
    situation: "Current situation and supports",
    risk: "Risk",
    strengths: "Strengths",
    agreement: "Agreement and consent",
    "first-plan": "First plan",
  }),
  template("contact", "Contact log", { channel: "Channel", reason: "Reason", outcome: "Outcome" }),
  template("closing", "Closing", {
    reason: "Reason",
    work: "Work done",
    "goal-outcome": "Outcome against goals",
    measures: "Measures first and last",
    recommendations: "Recommendations",
  }),
  { ...template("private", "Private", { [PRIVATE_SECTION]: "Private note" }), isPrivate: true },
];

/** What stands in a note's header as its template: the id of a given one, or one of the practitioner's own. */
export type TemplateChoice = string | Form;

/** The template of a note; one that is unknown here reads as a narrative. */
export function templateOf(choice: TemplateChoice): Template {
  if (typeof choice !== "string") return choice;
  return (
    templates.find((candidate) => candidate.id === choice) ?? {
      id: choice,
      name: choice,
      sections: [{ id: "narrative", name: "Note" }],
    }
  );
}

/** What a note says of how it is written: by which template, and by which ones it was before. */
export type HowWritten = { template: TemplateChoice; former?: readonly { template: TemplateChoice }[] | undefined };

/** The name of a section that no template here asks for. */
export const OTHER = "Other";

/**
 * Those of these sections that a note's template does not ask for, for words that a switch of template has left without a
 * place: as they stood in the templates it had before, the last of these first. Notes of earlier builds do not tell
 * which these were: then as in the given template that has most of them.
 */
export function leftSections({ template, former = [] }: HowWritten, ids: readonly string[]): Section[] {
  const own = new Set(templateOf(template).sections.map(({ id }) => id));
  const left = new Set(ids.filter((id) => !own.has(id)).toSorted()); // ids of own sections begin with the time
  const countOf = ({ sections }: Template) => sections.filter(({ id }) => left.has(id)).length;
  const given = templates.toSorted((a, b) => countOf(b) - countOf(a));
  const known = [...former.toReversed().map((one) => templateOf(one.template)), ...given]
    .flatMap(({ sections }) => sections)
    .filter(({ id }) => left.delete(id));
  return [...known, ...[...left].map((id, index) => ({ id, name: index === 0 ? OTHER : `${OTHER} ${index + 1}` }))];
}

/** Whether words in this section were written as private, in a note that is of another kind by now. */
export function isLeftPrivate(section: string, note: TemplateChoice): boolean {
  return section === PRIVATE_SECTION && !templateOf(note).isPrivate;
}

function template(id: string, name: string, sections: Record<string, string>): Template {
  return { id, name, sections: Object.entries(sections).map(([section, label]) => ({ id: section, name: label })) };
}

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

/** The name of a section wherever it stands, for words that a switch of template has left without a place. */
export function sectionName(id: string): string {
  for (const { sections } of templates) {
    const found = sections.find((section) => section.id === id);
    if (found) return found.name;
  }
  return "Other";
}

/** Whether words in this section were written as private, in a note that is of another kind by now. */
export function isLeftPrivate(section: string, note: TemplateChoice): boolean {
  return section === PRIVATE_SECTION && !templateOf(note).isPrivate;
}

function template(id: string, name: string, sections: Record<string, string>): Template {
  return { id, name, sections: Object.entries(sections).map(([section, label]) => ({ id: section, name: label })) };
}

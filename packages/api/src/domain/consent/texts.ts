import type { ConsentKind } from "./consent.ts";

/** What a client is asked, in words one can read out. A change of words is a new version; old ones stay to be shown. */
export type ConsentText = { version: string; title: string; text: string };

export const consentTexts: Record<ConsentKind, readonly ConsentText[]> = {
  data: [
    {
      version: "2026-11",
      title: "Keeping records",
      text: "I agree that notes about our work, including what I say about my health, are written down and kept in Cliently, so that my practitioner can do their work. I can see them, have them corrected or have them deleted, and I can take this back at any time.",
    },
  ],
  recording: [
    {
      version: "2026-11",
      title: "Recordings and transcripts",
      text: "I agree that our sessions may be recorded or written down word for word, and that the transcript is kept in Cliently for as long as we agree. I can take this back at any time.",
    },
  ],
  ai: [
    {
      version: "2026-11",
      title: "Summaries by AI",
      text: "I agree that notes about me may be sent to an AI service to have a summary written. My practitioner decides each time, sees beforehand what is sent, and checks what comes back. I can take this back at any time; nothing more is sent from then on.",
    },
  ],
};

/** The text that is asked for now. */
export function currentText(kind: ConsentKind): ConsentText {
  const text = consentTexts[kind].at(-1);
  if (!text) throw new Error(`no consent text for ${kind}`);
  return text;
}

/** The text that a consent was given to. */
export function textOf(kind: ConsentKind, version: string): ConsentText | undefined {
  return consentTexts[kind].find((text) => text.version === version);
}

import type { ClientFields } from "@cliently/api/domain/client/client";
import type { Contact } from "@cliently/api/domain/client/contacts";
import type { GoalFields } from "@cliently/api/domain/goal/goal";
import type { Stage } from "@cliently/api/domain/client/stages";
import type { PresetFields } from "@cliently/api/domain/preset/preset";

// The people of the demo practice, made up from end to end.

type Person = {
  givenName: string;
  familyName: string;
  pronouns: string;
  background: string;
  ai: boolean;
  more?: Partial<ClientFields>;
  tags?: string[];
  contacts?: Contact[];
  sessions: { daysAgo: number; template: string; words: Record<string, string> }[];
  goals?: DemoGoal[];
  /** `answers`: one an item. */
  measures?: { instrument: "phq-9" | "gad-7"; daysAgo: number; answers: number[] }[];
};

type DemoGoal = Pick<GoalFields, "title" | "unit" | "start" | "target"> & {
  dueInDays: number;
  steps: { text: string; isDone?: boolean }[];
  progress: { daysAgo: number; value: number; remark?: string }[];
};

/** Somebody who has asked and is no client yet. `inDays`: when the next step is due. */
type Lead = Partial<ClientFields> & { givenName: string; status: Stage; inDays?: number };

/** What was done about the answer to item 9. */
export const FOLLOWED_UP =
  "Talked about it at once; no plan, no means. Agreed whom to call at night, and to look at it again each week.";

/** What is kept to use again. */
export const PRESETS: PresetFields[] = [
  { kind: "snippet", name: ";list", text: "Keeps the evening list, at the kitchen table, not in bed." },
  { kind: "scale", name: "Energy today", low: "None at all", high: "As much as ever" },
  {
    kind: "template",
    name: "Walk and talk",
    sections: [
      { id: "weather", name: "Weather and way" },
      { id: "subjective", name: "What came up" },
      { id: "plan", name: "Plan" },
    ],
  },
];

export const PEOPLE: Person[] = [
  {
    givenName: "Marigold",
    familyName: "Thistlewood",
    pronouns: "she/her",
    background: "Runs an invented bakery. Came for help with sleep and with worry before busy seasons.",
    ai: true,
    more: {
      preferredName: "Goldie",
      address: "4 Flour Lane\nLittle Nowhere",
      contactPreference: "text",
      birthDate: "1984-03-12",
      intakeNotes: "Wants to sleep through before the wedding season. Prefers mornings, never on a Friday.",
      source: "The library's notice board",
    },
    tags: ["weekly", "mornings"],
    goals: [
      {
        title: "Sleep through the night",
        unit: "nights a week",
        start: 1,
        target: 6,
        dueInDays: 40,
        steps: [
          { text: "Write the evening list at the kitchen table", isDone: true },
          { text: "Alarm half an hour later on one delivery day" },
        ],
        progress: [
          { daysAgo: 36, value: 1 },
          { daysAgo: 29, value: 2 },
          { daysAgo: 22, value: 2, remark: "Wedding order" },
          { daysAgo: 8, value: 3 },
          { daysAgo: 1, value: 4, remark: "The most since we began" },
        ],
      },
    ],
    measures: [
      { instrument: "gad-7", daysAgo: 36, answers: [2, 2, 3, 2, 1, 2, 2] },
      { instrument: "gad-7", daysAgo: 22, answers: [2, 2, 2, 2, 1, 1, 2] },
      { instrument: "gad-7", daysAgo: 8, answers: [1, 1, 2, 1, 0, 1, 1] },
    ],
    contacts: [
      { kind: "phone", label: "Bakery", value: "+1 555 0140" },
      { kind: "emergency", name: "Wren Thistlewood", relation: "Brother", phone: "+1 555 0141", email: "" },
    ],
    sessions: [
      {
        daysAgo: 1,
        template: "soap",
        words: {
          subjective:
            'Slept through four nights out of seven, the most since we began. Still wakes at three before delivery days.\nSays the evening list helps: "once it is on paper it stops talking to me."',
          objective:
            "Rested, speaks more slowly than last time. Laughed twice. Brought the sleep diary filled in for every night.",
          assessment:
            "Worry is tied to delivery days rather than to sleep itself. The list before bed is working and is hers.",
          plan: "- Keep the evening list, at the kitchen table, not in bed\n- Try one delivery day with the alarm set half an hour later\n- Bring the diary again next week",
        },
      },
      {
        daysAgo: 8,
        template: "soap",
        words: {
          subjective: "Two bad nights after the wedding order. Felt foolish for worrying about sugar flowers.",
          objective: "Tired, shoulders high at the start, lower by the end.",
          assessment: "The size of the order matters less than doing it alone.",
          plan: "- Ask Wren to take the Friday delivery once\n- Write tomorrow's list before nine",
        },
      },
      {
        daysAgo: 15,
        template: "intake",
        words: {
          concern: "Wakes at three most nights and cannot fall asleep again. Six months now, worse since spring.",
          goals: "Sleep through five nights a week. Stop dreading the phone.",
          situation: "Lives with her brother and an old dog called Biscuit. Sister-in-law nearby.",
          strengths: "Plans well, keeps promises, knows what calms her: kneading, walking, the radio.",
          "first-plan": "Weekly sessions for six weeks, then look again together.",
        },
      },
    ],
  },
  {
    givenName: "Caspian",
    familyName: "Featherstone",
    pronouns: "he/him",
    background: "First year as head of an imaginary school. Coaching on delegation and on saying no.",
    ai: true,
    tags: ["online"],
    sessions: [
      {
        daysAgo: 2,
        template: "grow",
        words: {
          goal: "To leave by five on three days of the week before the end of term.",
          reality: "Left by five once. On the other days the reason was the same: somebody at the door at ten to five.",
          options: "- A closed door from four\n- An open half hour at two instead\n- Ask the office to book people in",
          "way-forward":
            "Open half hour at two, beginning on Monday. He tells the staff himself, in the morning meeting.",
        },
      },
      {
        daysAgo: 16,
        template: "coaching",
        words: {
          "since-last": "Handed the timetable over and did not take it back, though he wanted to on Thursday.",
          focus: "What makes it hard to let others do things differently.",
          exploration:
            "He reads a different way as a worse way. Noticed that it is quicker to be asked than to be needed.",
          actions: "- Hand over the excursion plan\n- Ask once a week, on Wednesday, and not in between",
          "follow-up": "Two weeks.",
        },
      },
    ],
  },
  {
    givenName: "Juniper",
    measures: [
      { instrument: "phq-9", daysAgo: 30, answers: [2, 2, 2, 2, 1, 1, 1, 0, 1] },
      { instrument: "phq-9", daysAgo: 16, answers: [1, 2, 2, 1, 1, 1, 1, 0, 0] },
      { instrument: "phq-9", daysAgo: 2, answers: [1, 1, 1, 1, 0, 1, 0, 0, 0] },
    ],
    familyName: "Oakenshaw",
    pronouns: "they/them",
    background: "Nutrition after a long recovery. Vegetarian. No known allergies.",
    ai: false,
    tags: ["weekly"],
    contacts: [
      { kind: "emergency", name: "Hazel Oakenshaw", relation: "Mother", phone: "+1 555 0150", email: "" },
      { kind: "emergency", name: "Dr. Rowan Birch", relation: "Family doctor", phone: "+1 555 0151", email: "" },
    ],
    sessions: [
      {
        daysAgo: 3,
        template: "adime",
        words: {
          assessment:
            "Eats breakfast on five days of seven now. Energy dips at four in the afternoon on the other two.",
          diagnosis: "Irregular meals on days without appointments.",
          intervention: "Planned two breakfasts that need no cooking. Shopping list made together.",
          monitoring: "Meal diary, mornings only. Weight is not a measure we use.",
        },
      },
    ],
  },
  {
    givenName: "Barnaby",
    familyName: "Quillfeather",
    pronouns: "he/him",
    background: "Somatic work for tension in neck and jaw. Plays the cello in an orchestra that does not exist.",
    ai: true,
    sessions: [
      {
        daysAgo: 5,
        template: "somatic",
        words: {
          intention: "To notice the jaw before it locks.",
          observations: "Breath high at first. Left shoulder leads every movement, also when reaching right.",
          work: "Twenty minutes on the floor, slow turning of the head with the eyes closed. Then standing with the bow arm.",
          experience: '"As if somebody had moved the wall back a little." Some warmth in both hands.',
          integration: "Two minutes before rehearsal, seated, hands on the ribs.",
          next: "Bring the cello.",
        },
      },
    ],
  },
  {
    givenName: "Odalys",
    familyName: "Brightwater",
    pronouns: "she/her",
    background: "Grief after the loss of her grandmother. Two invented children, seven and ten.",
    ai: false,
    sessions: [
      {
        daysAgo: 6,
        template: "dap",
        words: {
          data: "Went to the lake for the first time since the spring. Took the children. Cried in the car, not at the water.",
          assessment: "Grief moves; she can be in places again. Still sleeps badly on Sundays.",
          plan: "Write the letter she spoke of, without sending it. Next session in two weeks.",
        },
      },
    ],
  },
  {
    givenName: "Thaddeus",
    familyName: "Merriweather-Longbottom",
    pronouns: "",
    background: "",
    ai: false,
    sessions: [],
  },
];

export const LEADS: Lead[] = [
  {
    givenName: "Sorrel",
    familyName: "Windermere",
    status: "inquiry",
    email: "sorrel@example.invalid",
    source: "Web page",
    leadNotes: "Sleeps badly since moving house. Asked for an evening.",
    nextAction: "Call back",
    inDays: 1,
  },
  {
    givenName: "Linden",
    familyName: "Fairweather",
    status: "contacted",
    phone: "+1 555 0161",
    source: "Marigold",
    leadNotes: "Wants to know how coaching differs from therapy before deciding.",
    nextAction: "Send the two-page description",
    inDays: -2,
  },
  {
    givenName: "Clementine",
    familyName: "Ashgrove",
    status: "consultation",
    phone: "+1 555 0162",
    email: "clementine@example.invalid",
    source: "Doctor Birch",
    leadNotes: "First conversation agreed on. Would like to bring her partner.",
    nextAction: "First conversation",
    inDays: 4,
  },
  {
    givenName: "Rufus",
    familyName: "Greenleaf",
    status: "waitlist",
    email: "rufus@example.invalid",
    source: "Web page",
    leadNotes: "Only Thursdays after six. Happy to wait until spring.",
  },
];

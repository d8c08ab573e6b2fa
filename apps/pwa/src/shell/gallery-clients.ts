/** Invented people, for looking at. */
export const galleryClients = [
  { id: "mara", name: "Mara Lindqvist", detail: "she/her · next Tue 24 Nov, 09:00", status: "Active" },
  { id: "jonas", name: "Jonas Okafor", detail: "he/him · next Wed 25 Nov, 16:30", status: "Active" },
  { id: "zoe", name: "Zoë Álvarez-Castellanos Montgomery", detail: "they/them · last seen 2 Oct", status: "Paused" },
  { id: "li", name: "Li", detail: "no next session", status: "Active" },
] as const;

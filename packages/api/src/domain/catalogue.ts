import type { z } from "zod";

import {
  changeClient,
  createClient,
  deleteClient,
  deleteClients,
  importClients,
  keepClient,
  restoreClient,
  settleClient,
  tagClient,
  untagClient,
} from "./client/mutations.ts";
import { giveConsent, withdrawConsent } from "./consent/mutations.ts";
import { changeGoal, createGoal, settleGoal } from "./goal/mutations.ts";
import { beginMeasurement, changeMeasurement, settleMeasurement } from "./measurement/mutations.ts";
import {
  changeNote,
  createNote,
  deleteNote,
  editNote,
  keepNote,
  leaveAfter,
  readNote,
  restoreNote,
  settleNote,
} from "./note/mutations.ts";
import {
  beginAddendum,
  changeAddendum,
  discardAddendum,
  settleAddendum,
  signAddendum,
  signNote,
  unsignNote,
} from "./note/sign-mutations.ts";
import { changePreset, createPreset, settlePreset } from "./preset/mutations.ts";
import {
  approveSummary,
  discardSummary,
  editSummary,
  requestSummary,
  settleSummary,
  stopSummary,
} from "./summary/mutations.ts";

/** Every mutation a device may send, by name. */
export const catalogue = {
  "client.create": createClient,
  "client.change": changeClient,
  "client.settle": settleClient,
  "client.tag": tagClient,
  "client.untag": untagClient,
  "client.delete": deleteClient,
  "client.delete-many": deleteClients,
  "client.import": importClients,
  "client.restore": restoreClient,
  "client.keep": keepClient,
  "consent.give": giveConsent,
  "consent.withdraw": withdrawConsent,
  "note.create": createNote,
  "note.edit": editNote,
  "note.change": changeNote,
  "note.settle": settleNote,
  "note.delete": deleteNote,
  "note.restore": restoreNote,
  "note.keep": keepNote,
  "note.read": readNote,
  "note.sign": signNote,
  "note.unsign": unsignNote,
  "note.leave-after": leaveAfter,
  "addendum.begin": beginAddendum,
  "addendum.change": changeAddendum,
  "addendum.settle": settleAddendum,
  "addendum.sign": signAddendum,
  "addendum.discard": discardAddendum,
  "goal.create": createGoal,
  "goal.change": changeGoal,
  "goal.settle": settleGoal,
  "measurement.begin": beginMeasurement,
  "measurement.change": changeMeasurement,
  "measurement.settle": settleMeasurement,
  "preset.create": createPreset,
  "preset.change": changePreset,
  "preset.settle": settlePreset,
  "summary.request": requestSummary,
  "summary.stop": stopSummary,
  "summary.edit": editSummary,
  "summary.settle": settleSummary,
  "summary.approve": approveSummary,
  "summary.discard": discardSummary,
};

export type MutationName = keyof typeof catalogue;
export type MutationArgs<Name extends MutationName> = z.infer<(typeof catalogue)[Name]["args"]>;

/** A mutation as a person's act, before a device gives it its place: {name, args}, args checked by the name. */
export type Act = { [Name in MutationName]: { name: Name; args: MutationArgs<Name> } }[MutationName];

export function isMutationName(name: string): name is MutationName {
  return Object.hasOwn(catalogue, name);
}

import { Archive, Ellipsis, FileDown, NotebookPen, Pencil, Phone, Plus, Trash2, UserRound } from "lucide-react";
import { useState } from "react";
import { Badge } from "@cliently/ui/badge";
import { Button } from "@cliently/ui/button";
import { Card } from "@cliently/ui/card";
import { Checkbox } from "@cliently/ui/checkbox";
import { ComboBox } from "@cliently/ui/combo-box";
import { DateField } from "@cliently/ui/date-field";
import { EmptyState } from "@cliently/ui/empty-state";
import { IconButton } from "@cliently/ui/icon-button";
import { Kbd } from "@cliently/ui/kbd";
import { LinkButton } from "@cliently/ui/link-button";
import { Menu } from "@cliently/ui/menu";
import { Notice } from "@cliently/ui/notice";
import { PasswordField } from "@cliently/ui/password-field";
import { Progress } from "@cliently/ui/progress";
import { RadioGroup } from "@cliently/ui/radio-group";
import { SearchField } from "@cliently/ui/search-field";
import { Section } from "@cliently/ui/section";
import { Select } from "@cliently/ui/select";
import { Spinner } from "@cliently/ui/spinner";
import { Switch } from "@cliently/ui/switch";
import { TextField } from "@cliently/ui/text-field";
import { TextLink } from "@cliently/ui/text-link";
import { TimeField } from "@cliently/ui/time-field";
import { Tooltip } from "@cliently/ui/tooltip";
import { galleryClients } from "./gallery-clients.ts";
import { SyncBadge, type SyncStatus } from "./sync-badge.tsx";

/** Buttons, and what opens from them. */
export function GalleryButtons() {
  return (
    <Section title="Buttons">
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" icon={<NotebookPen aria-hidden />}>
          Open note
        </Button>
        <Button>Quiet</Button>
        <Button variant="ghost">Ghost</Button>
        <Button variant="danger">Delete for good</Button>
        <LinkButton href="/clients">A link</LinkButton>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" isPending>
          Signing in
        </Button>
        <Button isPending>Quiet</Button>
        <Button variant="primary" isDisabled>
          Disabled
        </Button>
        <Button isDisabled>Disabled</Button>
        <Button variant="danger" isDisabled>
          Disabled
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" icon={<Plus aria-hidden />}>
          Add goal
        </Button>
        <Button size="small" variant="primary">
          Approve
        </Button>
        <Button size="small" variant="ghost">
          Discard
        </Button>
        <Tooltip text="Edit client">
          <IconButton label="Edit client" icon={<Pencil aria-hidden />} />
        </Tooltip>
        <IconButton label="Delete" icon={<Trash2 aria-hidden />} isDisabled />
        <Menu
          label="Client"
          trigger={<IconButton label="More" icon={<Ellipsis aria-hidden />} />}
          items={[
            { id: "edit", label: "Edit", icon: <Pencil aria-hidden /> },
            { id: "export", label: "Export", detail: "Everything on record, as files", icon: <FileDown aria-hidden /> },
            { id: "archive", label: "Archive", icon: <Archive aria-hidden />, isDisabled: true },
            { id: "line", isSeparator: true },
            { id: "delete", label: "Delete", icon: <Trash2 aria-hidden />, isDanger: true },
          ]}
        />
        <Spinner label="Loading" className="text-accent" />
        <span className="text-soft">
          Search with <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>, or <TextLink href="/help">read how</TextLink>.
        </span>
      </div>
    </Section>
  );
}

/** Fields in every state. */
export function GalleryFields() {
  const [client, setClient] = useState<string | null>("mara");
  const [template, setTemplate] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>("2026-11-23");
  const [time, setTime] = useState<string | null>("14:30");

  return (
    <Section title="Fields">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        <TextField label="Name" defaultValue="Mara Lindqvist" isRequired />
        <TextField label="Pronouns" placeholder="she/her" description="Shown beside the name." />
        <TextField label="E-mail" defaultValue="mara@" error="An e-mail address has something after the @." />
        <TextField label="Session number" defaultValue="12" isDisabled />
        <PasswordField label="Password" defaultValue="correct horse" autoComplete="current-password" />
        <ComboBox
          label="Client"
          options={galleryClients.map(({ id, name, detail }) => ({ id, label: name, detail }))}
          value={client}
          onChange={setClient}
          create={{ label: (text) => `New client “${text}”`, onCreate: () => setClient(null) }}
        />
        <Select
          label="Template"
          placeholder="Choose one"
          value={template}
          onChange={setTemplate}
          options={[
            { id: "soap", label: "SOAP", detail: "Subjective · Objective · Assessment · Plan" },
            { id: "dap", label: "DAP", detail: "Data · Assessment · Plan" },
            { id: "free", label: "Narrative", detail: "One field" },
          ]}
        />
        <div className="flex flex-wrap gap-4">
          <DateField label="Date" value={day} onChange={setDay} className="w-auto!" />
          <TimeField label="Starts" value={time} onChange={setTime} className="w-auto!" />
        </div>
        <TextField label="Presenting concern" multiline rows={3} className="sm:col-span-2" />
        <SearchField label="Find a client" placeholder="Find a client" className="sm:col-span-2" />
      </div>
    </Section>
  );
}

/** Yes, no, and one of these. */
export function GalleryChoices() {
  return (
    <Section title="Choices">
      <div className="grid gap-x-12 gap-y-6 sm:grid-cols-2">
        <div>
          <Checkbox defaultSelected>I am 18 or over</Checkbox>
          <Checkbox description="Version of 1 November 2026">I agree to the privacy policy</Checkbox>
          <Checkbox isIndeterminate>All clients</Checkbox>
          <Checkbox isDisabled>Not yet</Checkbox>
        </div>
        <RadioGroup
          label="How often"
          defaultValue="weekly"
          options={[
            { id: "weekly", label: "Every week" },
            { id: "fortnight", label: "Every other week", description: "Starting from the next session" },
            { id: "once", label: "Only once" },
          ]}
        />
        <div className="sm:col-span-2">
          <Switch defaultSelected description="Names are blurred until you point at them.">
            Discreet mode
          </Switch>
          <Switch>Serif for notes</Switch>
        </div>
      </div>
    </Section>
  );
}

/** What the app has to say. */
export function GalleryWords() {
  return (
    <Section title="Words">
      <Notice
        kind="info"
        title="Merged with changes from Phone, 14:03"
        actions={<Button size="small">Review</Button>}
      />
      <Notice kind="offline" title="You are offline">
        Everything works. What you write is on this device and syncs when the network is back.
      </Notice>
      <Notice kind="needs-you" title="Two values for the phone number" actions={<Button size="small">Choose</Button>}>
        It was changed here and on Laptop.
      </Notice>
      <Notice kind="danger" title="Delete this note and two summaries made from it?">
        After 30 days in the bin they are gone for good.
      </Notice>
      <div className="flex flex-wrap gap-2">
        <Badge>Draft</Badge>
        <Badge kind="accent">Active</Badge>
        <Badge kind="needs-you">Unsigned</Badge>
        <Badge kind="offline">Waiting to sync</Badge>
        <Badge kind="danger">Deleted in 3 days</Badge>
      </div>
      <Progress label="Bringing your notes to this device" value={38} max={120} words="38 of 120" />
      <div className="grid gap-6 sm:grid-cols-2">
        <Card>
          <p className="text-sm text-faint">A card</p>
          <p className="reading mt-1">Slept better this week. Less of the heaviness in the mornings.</p>
        </Card>
        <Card>
          <EmptyState
            icon={<UserRound aria-hidden />}
            title="No clients yet"
            actions={<Button icon={<Phone aria-hidden />}>New client</Button>}
          >
            Add the first one; it takes a name.
          </EmptyState>
        </Card>
      </div>
    </Section>
  );
}

const states: SyncStatus[] = [
  { kind: "synced" },
  { kind: "syncing", count: 3 },
  { kind: "offline", waiting: 0 },
  { kind: "offline", waiting: 12 },
  { kind: "needs-you", count: 2 },
  { kind: "signed-out", waiting: 4 },
  { kind: "not-saved" },
];

/** Every state the sync can be in. */
export function GallerySync() {
  return (
    <Section title="Sync states">
      <div className="flex flex-wrap items-center gap-2">
        {states.map((status) => (
          <SyncBadge key={JSON.stringify(status)} status={status} onPress={() => {}} />
        ))}
      </div>
    </Section>
  );
}

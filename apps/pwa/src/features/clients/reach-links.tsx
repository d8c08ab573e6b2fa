import { callLink, canBeCalled, mailLink, textLink } from "@cliently/api/domain/client/reach";
import { IconLink } from "@cliently/ui/icon-link";
import { Mail, MessageSquare, Phone } from "lucide-react";

/** What one can do with a number: call it, and write to it where that is what the client likes better. */
export function PhoneLinks({ phone, prefersText = false }: { phone: string; prefersText?: boolean }) {
  if (!canBeCalled(phone)) return null;
  return (
    <>
      {prefersText && <IconLink href={textLink(phone)} label={`Text ${phone}`} icon={<MessageSquare aria-hidden />} />}
      <IconLink href={callLink(phone)} label={`Call ${phone}`} icon={<Phone aria-hidden />} />
    </>
  );
}

export function MailLink({ email }: { email: string }) {
  if (!email.includes("@")) return null;
  return <IconLink href={mailLink(email)} label={`Write to ${email}`} icon={<Mail aria-hidden />} />;
}

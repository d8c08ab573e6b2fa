import { Link } from "react-aria-components/Link";
import { Dialog } from "@cliently/ui/dialog";
import { isHere, type Place } from "./navigation.ts";

type MoreSheetProps = { places: readonly Place[]; currentPath: string; onClose: () => void };

/** The places that have no tab of their own on a phone. */
export function MoreSheet({ places, currentPath, onClose }: MoreSheetProps) {
  return (
    <Dialog title="More" shape="sheet" isOpen onOpenChange={onClose}>
      <ul className="-mx-3 flex flex-col">
        {places.map((place) => (
          <li key={place.href}>
            <Link
              href={place.href}
              onPress={onClose}
              {...(isHere(place, currentPath) ? { "aria-current": "page" } : {})}
              className="flex min-h-12 cursor-pointer items-center gap-4 rounded-md px-3 font-medium hovered:bg-hover aria-[current=page]:font-semibold aria-[current=page]:text-accent"
            >
              <place.icon aria-hidden className="size-5 text-faint" />
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** A client as one calls them. */
export function fullName({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return familyName ? `${givenName} ${familyName}` : givenName;
}

/** What a client goes by, where that is another name than their first; otherwise "". */
export function goesBy({
  givenName,
  preferredName = "",
}: {
  givenName: string;
  preferredName?: string | undefined;
}): string {
  const name = preferredName.trim();
  return name.toLowerCase() === givenName.trim().toLowerCase() ? "" : name;
}

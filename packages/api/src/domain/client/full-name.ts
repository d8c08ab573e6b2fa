/** A client as one calls them. */
export function fullName({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return familyName ? `${givenName} ${familyName}` : givenName;
}

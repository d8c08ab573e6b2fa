/** Full years between a day of birth and another day, both yyyy-mm-dd. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const hadBirthday = day.slice(5) >= birthDate.slice(5);
  return hadBirthday ? years : years - 1;
}

/** Cliently is made for adult clients. Whoever has no day of birth on record counts as one. */
export function isMinor({ birthDate }: { birthDate: string | null }, today: string): boolean {
  return birthDate !== null && ageOn(birthDate, today) < 18;
}

/** One of the things that a field may say. `name`: which one, from where and of when. */
export function Version({ name, words }: { name: string; words: string }) {
  return (
    <div>
      <dt className="text-sm text-soft figures">{name}</dt>
      <dd className="[overflow-wrap:anywhere] whitespace-pre-wrap">{words || "Nothing"}</dd>
    </div>
  );
}

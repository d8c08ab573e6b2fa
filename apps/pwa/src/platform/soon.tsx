export function Soon() {
  return <p className="py-16">Soon.</p>;
}

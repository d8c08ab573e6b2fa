import { runHistory } from "./history.ts";
import { writeScript } from "./script.ts";

const seed = Number(process.argv[2] ?? 1);
const n = Number(process.argv[3] ?? 1);
process.on("unhandledRejection", (e) => {
  if (n === 1) console.log("UNHANDLED", e);
});
let steps = 0;
const t = Date.now();
for (let s = seed; s < seed + n; s++) {
  const script = writeScript(s);
  const o = await runHistory(script);
  steps += o.steps;
  if (o.violations.length || n === 1)
    console.log(
      s,
      JSON.stringify(script.config),
      script.actions.length,
      o.steps,
      o.trace,
      o.violations.slice(0, 3),
      n === 1 ? o.tested : "",
      n === 1 ? o.met : "",
      n === 1 ? o.kinds : "",
    );
}
const ms = Date.now() - t;
console.log(n, "histories", steps, "steps", ms, "ms", Math.round((steps / ms) * 1000), "steps/s");

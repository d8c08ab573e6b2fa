import { applyLook } from "../shell/theme.ts";

// Runs as a classic script in the head, before the first paint and before any module.

applyLook();

// zod compiles its schemas with `new Function` unless it is told not to, and even asks whether it may: a violation of
// the policy each time. It reads this when it is loaded, so saying it later would be too late.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

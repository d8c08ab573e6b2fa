import { applyLook } from "../shell/theme.ts";
import "./zod-without-eval.ts";

// Runs as a classic script in the head, before the first paint and before any module.

applyLook();

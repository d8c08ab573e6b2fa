// zod compiles its schemas with `new Function` unless it is told not to, and even asks whether it may: a violation of
// the policy each time. It reads this when it is loaded, so whoever loads zod loads this first: the page, and a worker.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

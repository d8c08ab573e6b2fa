import { defineConfig } from "oxlint";

// Who may import whom (the tree of docs/architecture.md), and the few calls that nobody may make.
// A later override replaces a rule as a whole, so each list below is complete.

type Pattern = { regex: string; message: string; allowTypeImports?: boolean };

const only = (regex: string, home: string): Pattern => ({ regex, message: `Only ${home} imports this.` });
const not = (regex: string, message: string): Pattern => ({ regex, message });

const LUCIA = only("^lucia$", "packages/api/src/account/sessions.ts");
const BCRYPT = only("^@node-rs/bcrypt$", "packages/api/src/account/password.ts");
const MODELS = only("^(ai|@ai-sdk/.*)$", "packages/api/src/assistant");
const PRISMA = only("^(@prisma/.*|pg|.*/generated/prisma/.*)$", "packages/db");
const DEXIE = only("^dexie$", "apps/pwa/src/local");
const API: Pattern = {
  regex: "^@cliently/api$",
  message: "The device knows the server by type only.",
  allowTypeImports: true,
};
const DB = only("^@cliently/db", "the server");
const TESTING = not("^@cliently/[a-z]+/testing$", "Only tests import builders.");
const SINGLE = [LUCIA, BCRYPT, MODELS, PRISMA, DEXIE];

// A V2 update read by these yields nothing, quietly, or throws.
const YJS_V1 = [
  "applyUpdate",
  "convertUpdateFormatV1ToV2",
  "convertUpdateFormatV2ToV1",
  "decodeUpdate",
  "diffUpdate",
  "encodeStateAsUpdate",
  "encodeStateVectorFromUpdate",
  "logUpdate",
  "mergeUpdates",
  "parseUpdateMeta",
];
const YJS = [{ name: "yjs", importNames: YJS_V1, message: "Use the V2 function." }];

const imports = (...patterns: Pattern[]): { "no-restricted-imports": ["error", object] } => ({
  "no-restricted-imports": ["error", { paths: YJS, patterns }],
});

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "react", "node", "promise", "vitest"],
  categories: { correctness: "error" },
  ignorePatterns: ["**/generated/**", "**/dist/**", "**/reports/**", "**/.data/**"],
  rules: {
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    "typescript/await-thenable": "error",
    "typescript/only-throw-error": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "typescript/consistent-type-definitions": ["error", "type"],
    "typescript/consistent-type-imports": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/unbound-method": "off", // what we hand around are functions in records; none uses `this`
    "typescript/no-misused-spread": "off", // code points are what we count and cut by
    "import/no-default-export": "error",
    "import/default": "off", // TypeScript knows, and knows what the bundler makes of "?worker&url" as well
    "import/no-cycle": "error",
    "node/no-process-env": "error",
    "no-console": "error",
    "no-empty": "error",
    "no-var": "error",
    "prefer-const": "error",
    eqeqeq: ["error", "always", { null: "ignore" }],
    "react/no-danger": "error",
    "react/rules-of-hooks": "error",
    "react/exhaustive-deps": "error",
    "vitest/no-disabled-tests": "error",
    "vitest/valid-expect": ["error", { maxArgs: 2 }], // the second says what a failure means
    "vitest/no-conditional-expect": "off", // properties hold under conditions
    "vitest/require-to-throw-message": "off",
    "vitest/no-focused-tests": "error",
    ...imports(...SINGLE, TESTING),
    "no-restricted-properties": [
      "error",
      ...YJS_V1.map((property) => ({ object: "Y", property, message: "Use the V2 function." })),
    ],
  },
  overrides: [
    // The server
    {
      files: ["apps/server/src/**"],
      rules: imports(...SINGLE, TESTING, not("^@cliently/ui", "Looks live on the device.")),
    },
    { files: ["apps/server/src/env.ts"], rules: { "node/no-process-env": "off" } },

    // What Cliently means: pure, the same on both ends
    domain("packages/api/src/domain/*.ts", "^\\.\\./"),
    domain("packages/api/src/domain/*/*.ts", "^\\.\\./\\.\\./"),
    domain("packages/api/src/domain/*/*/*.ts", "^\\.\\./\\.\\./\\.\\./"),

    // The server's half of it
    { files: ["packages/api/src/assistant/**"], rules: imports(LUCIA, BCRYPT, PRISMA, DEXIE, TESTING) },
    {
      files: ["packages/api/src/account/sessions.ts"], // lucia takes its types by merging an interface
      rules: { ...imports(BCRYPT, MODELS, PRISMA, DEXIE, TESTING), "typescript/consistent-type-definitions": "off" },
    },
    { files: ["packages/api/src/account/password.ts"], rules: imports(LUCIA, MODELS, PRISMA, DEXIE, TESTING) },
    {
      files: ["packages/db/**"],
      rules: imports(LUCIA, BCRYPT, MODELS, DEXIE, not("^@cliently/", "The database knows nobody above it.")),
    },

    // The device
    { files: ["packages/ui/src/**"], rules: imports(...SINGLE, not("^@cliently/", "Looks carry no meaning.")) },
    pwa("apps/pwa/src/**", [DEXIE]),
    pwa("apps/pwa/src/local/**", [
      not("^(\\.\\./)+(sync|features|shell|app|main|api)([./]|$)", "local imports only the domain and Dexie."),
      not("^(react|@trpc)(/|$)", "local knows neither screens nor network."),
    ]),
    pwa("apps/pwa/src/sync/**", [
      DEXIE,
      not("^(\\.\\./)+(features|shell|app|main)([./]|$)", "sync imports only local and the domain."),
    ]),
    pwa("apps/pwa/src/shell/**", [DEXIE, not("^(\\.\\./)+features/", "Features meet in app.tsx.")]),
    pwa("apps/pwa/src/features/*/*", [DEXIE, ...feature("^\\.\\./[^.]")]),
    pwa("apps/pwa/src/features/*/*/*", [DEXIE, ...feature("^\\.\\./\\.\\./[^.]")]),

    // Tests and tools stand outside the tree, but not outside the walls
    {
      files: ["**/*.test.{ts,tsx}", "**/test/**", "**/testing/**", "**/e2e/**", "**/bench/**", "**/sim/**"],
      rules: {
        ...imports(),
        "no-console": "off",
        "node/no-process-env": "off",
        "typescript/require-array-sort-compare": "off", // any order does, as long as both sides have it
      },
    },
    {
      files: ["apps/pwa/e2e/**"], // Playwright's fixtures hand on by a function they call "use"
      rules: { "react/rules-of-hooks": "off" },
    },
    {
      files: ["**/*.config.ts"],
      rules: { "import/no-default-export": "off", "node/no-process-env": "off" },
    },
    {
      files: [".scripts/**"], // plain JavaScript for any Node, without types
      rules: {
        "no-console": "off",
        "no-var": "off",
        "no-control-regex": "off",
        "node/no-process-env": "off",
        "react/no-this-in-sfc": "off",
        "typescript/no-unsafe-assignment": "off",
        "typescript/no-unsafe-call": "off",
        "typescript/no-unsafe-member-access": "off",
        "typescript/no-unsafe-return": "off",
      },
    },
  ],
});

function domain(files: string, outside: string) {
  return {
    files: [files],
    rules: {
      ...imports(
        not("^([@a-xA-Z]|y[^j]|z[^o])", "The domain stands on zod and yjs alone."),
        not(outside, "The domain imports only itself."),
      ),
      "no-restricted-globals": [
        "error" as const,
        "Date",
        "crypto",
        "fetch",
        "setTimeout",
        "setInterval",
        "localStorage",
        "process",
        "Buffer",
      ],
    },
  };
}

function pwa(files: string, patterns: Pattern[]) {
  return { files: [files], rules: imports(LUCIA, BCRYPT, MODELS, PRISMA, API, DB, TESTING, ...patterns) };
}

function feature(other: string): Pattern[] {
  return [
    not(other, "No feature imports another."),
    not("^(\\.\\./)+(shell|app|main)([./]|$)", "A feature knows ui, sync and local."),
  ];
}

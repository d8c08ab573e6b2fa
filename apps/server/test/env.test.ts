import { expect, test } from "vitest";

import { readEnv } from "../src/env.ts";

const SECRET = "hunter2-hunter2";

test("with nothing set, everything has a value that works on one's own machine", () => {
  expect(readEnv({})).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    DATA_DIR: ".data",
    DATABASE_TLS: true,
    TRUST_PROXY: 0,
  });
  expect(readEnv({ PORT: "", OPENAI_API_KEY: "" })).toEqual(readEnv({}));
  expect(readEnv({ PATH: "/bin", SOMETHING_ELSE: "\0" })).toEqual(readEnv({}));
});

test("what can be set is taken as it is meant", () => {
  const given = {
    PORT: "8080",
    HOST: "0.0.0.0",
    DATABASE_URL: "postgres://owner:pa%20ss@db.example/cliently?sslmode=verify-full",
    DATABASE_APP_URL: "postgresql://cliently_app:x@db.example/cliently",
    TRUST_PROXY: "1",
    AI_API: "chat",
    OPENAI_BASE_URL: "http://127.0.0.1:11434/v1",
  };
  expect(readEnv(given)).toMatchObject({ ...given, PORT: 8080, TRUST_PROXY: 1 });
});

/** A variable, and values that must stop the boot. */
const BAD: Record<string, string[]> = {
  PORT: ["-1", "65536", "http", "3000.5", "1e3", "0x10", " 3000", "3000;", "٣٠٠٠"],
  HOST: ["a b", "http://localhost", "x".repeat(300), "a/b"],
  DATA_DIR: ["a\0b"],
  DATABASE_URL: [
    SECRET,
    "mysql://a/b",
    "http://a",
    "postgres//x",
    `postgres://u:${SECRET}@h/db?sslmode=disable`,
    `postgres://u:${SECRET}@h/db?sslmode=no-verify`,
    `postgres://u:${SECRET}@h/db?sslmode=require&uselibpqcompat=true`,
  ],
  DATABASE_APP_URL: [SECRET, "mysql://a/b", `postgres://u:${SECRET}@h/db?sslmode=prefer`],
  DATABASE_TLS: ["yes", "1", "TRUE", "off"],
  TRUST_PROXY: ["true", "-1", "11", "loopback", "1,2"],
  SIGN_UPS_PER_HOUR: ["0", "-5", "many", "1000001"],
  OPENAI_API_KEY: [`${SECRET} x`, `${SECRET}\n`, "ключ", "x".repeat(600)],
  OPENAI_BASE_URL: ["localhost:11434", "ftp://a/b", SECRET, "//a"],
  AI_MODEL: ["a b", "m".repeat(200), "модель"],
  AI_API: ["completions", "CHAT", SECRET],
  NODE_ENV: ["prod", "Production"],
};

test.for(Object.entries(BAD).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
  "CFG1: %s=%j stops the boot, by its name and without its value",
  ([name, value]) => {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^Cliently cannot start: ${name} `));
    expect(message).not.toContain(value);
    expect(message).not.toContain(SECRET);
  },
);

test("CFG1: several bad ones are named together", () => {
  expect(refusal({ PORT: "x", AI_API: "y", HOST: "ok" })).toContain("PORT, AI_API cannot");
});

test("NET1: in production there is no way around TLS to the database", () => {
  expect(refusal({ NODE_ENV: "production", DATABASE_TLS: "false" })).toContain("DATABASE_TLS");
  expect(readEnv({ NODE_ENV: "development", DATABASE_TLS: "false" }).DATABASE_TLS).toBe(false);
});

test("a link for the server alone is half a configuration", () => {
  expect(refusal({ DATABASE_APP_URL: "postgres://cliently_app:x@h/db" })).toContain("needs DATABASE_URL");
});

function refusal(variables: Record<string, string>): string {
  try {
    readEnv(variables);
    return "it started";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

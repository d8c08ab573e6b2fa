import { z } from "zod";

const Flag = z.enum(["true", "false"]).transform((value) => value === "true");
const Link = z.url({ protocol: /^postgres(ql)?$/ });

/** Everything that can be configured, with its default. docs/operations.md explains each. */
const Env = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: Link.optional(),
  DATABASE_APP_URL: Link.optional(),
  DATABASE_CA: z.string().min(1).optional(),
  DATABASE_TLS: Flag.default(true),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  AI_MODEL: z.string().min(1).max(120).optional(),
  AI_API: z.enum(["responses", "chat"]).optional(),
  NODE_ENV: z.string().optional(),
});
export type Env = z.infer<typeof Env>;

/** Reads the configuration. A bad variable is named and its value is not: it may be a secret. */
export function readEnv(variables: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = Env.safeParse(given);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => path.join(".")))];
    throw new Error(`Cliently cannot start: ${names.join(", ")} cannot be understood. docs/operations.md says what each may be.`);
  }
  const env = parsed.data;
  if (env.NODE_ENV === "production" && !env.DATABASE_TLS) {
    throw new Error("Cliently cannot start: DATABASE_TLS=false is for development only.");
  }
  return env;
}

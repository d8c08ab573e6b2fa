import { z } from "zod";

const Flag = z.enum(["true", "false"]).transform((value) => value === "true");
const Link = z.url({ protocol: /^postgres(ql)?$/ }).refine(keepsTls);

/** Whole numbers as people write them: no 1e3, 0x10 or " 3000". */
function whole(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most));
}

/** Everything that can be configured, with its default. docs/operations.md explains each. */
const Env = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]{1,253}$/)
    .default("127.0.0.1"),
  DATA_DIR: z
    .string()
    .refine((path) => !path.includes("\0"))
    .default(".data"),
  DATABASE_URL: Link.optional(),
  DATABASE_APP_URL: Link.optional(),
  DATABASE_CA: z.string().optional(),
  DATABASE_TLS: Flag.default(true),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  TRUST_PROXY: whole(0, 10).default(0),
  SIGN_UPS_PER_HOUR: whole(1, 1_000_000).default(60),
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,512}$/)
    .optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  AI_MODEL: z
    .string()
    .regex(/^[\x21-\x7e]{1,120}$/)
    .optional(),
  AI_API: z.enum(["responses", "chat"]).optional(),
  NODE_ENV: z.enum(["production", "development", "test"]).optional(),
});
export type Env = z.infer<typeof Env>;

/** Reads the configuration. A bad variable is named and its value is not: it may be a secret. */
export function readEnv(variables: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = Env.safeParse(given);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => path.join(".")))];
    throw new Error(
      `Cliently cannot start: ${names.join(", ")} cannot be understood. docs/operations.md says what each may be.`,
    );
  }
  const env = parsed.data;
  if (env.NODE_ENV === "production" && !env.DATABASE_TLS) {
    throw new Error("Cliently cannot start: DATABASE_TLS=false is for development only (NODE_ENV=development).");
  }
  if (env.DATABASE_APP_URL && !env.DATABASE_URL) {
    throw new Error("Cliently cannot start: DATABASE_APP_URL needs DATABASE_URL beside it.");
  }
  return env;
}

/** A link's own `sslmode` would win over DATABASE_TLS: one that takes the check of the certificate away is refused. */
function keepsTls(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { searchParams } = new URL(link);
  const mode = searchParams.get("sslmode");
  return (
    (mode === null || ["require", "verify-ca", "verify-full"].includes(mode)) && !searchParams.has("uselibpqcompat")
  );
}

import type { z } from "zod";

/** What a text says as JSON; undefined when it is none, or says something else than `shape`. */
export function readJson<Shape extends z.ZodType>(shape: Shape, text: string): z.infer<Shape> | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

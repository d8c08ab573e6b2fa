-- When a device last came from a history that this database does not hold (a restored backup): for a day after that,
-- what it sends waits for what other devices still have to bring back.
ALTER TABLE "public"."device" ADD COLUMN "forked_at" TIMESTAMPTZ(3);

-- When a mutation first broke, or first had to wait for a parent.
ALTER TABLE "public"."poison" ADD COLUMN "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
ALTER TABLE "public"."poison" ALTER COLUMN "first_at" DROP DEFAULT;

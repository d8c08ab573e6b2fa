-- Signatures, addenda, goals, measures, and what a practitioner keeps to use again; earlier states of a note.

CREATE TABLE "public"."signature" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "note_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "digest" BIGINT,
    "tombstone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "signature_pkey" PRIMARY KEY ("account_id","id")
);

CREATE TABLE "public"."addendum" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "note_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "digest" BIGINT,
    "tombstone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "addendum_pkey" PRIMARY KEY ("account_id","id")
);

CREATE TABLE "public"."goal" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "client_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "digest" BIGINT,
    "tombstone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "goal_pkey" PRIMARY KEY ("account_id","id")
);

CREATE TABLE "public"."measurement" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "client_id" UUID NOT NULL,
    "note_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "digest" BIGINT,
    "tombstone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "measurement_pkey" PRIMARY KEY ("account_id","id")
);

CREATE TABLE "public"."preset" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "digest" BIGINT,
    "tombstone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "preset_pkey" PRIMARY KEY ("account_id","id")
);

CREATE TABLE "public"."note_revision" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "note_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "note_revision_pkey" PRIMARY KEY ("account_id","id")
);

CREATE INDEX "signature_account_id_ver_idx" ON "public"."signature"("account_id", "ver");
CREATE INDEX "addendum_account_id_ver_idx" ON "public"."addendum"("account_id", "ver");
CREATE INDEX "goal_account_id_ver_idx" ON "public"."goal"("account_id", "ver");
CREATE INDEX "measurement_account_id_ver_idx" ON "public"."measurement"("account_id", "ver");
CREATE INDEX "preset_account_id_ver_idx" ON "public"."preset"("account_id", "ver");
CREATE INDEX "signature_account_id_note_id_idx" ON "public"."signature"("account_id", "note_id");
CREATE INDEX "addendum_account_id_note_id_idx" ON "public"."addendum"("account_id", "note_id");
CREATE INDEX "goal_account_id_client_id_idx" ON "public"."goal"("account_id", "client_id");
CREATE INDEX "measurement_account_id_client_id_idx" ON "public"."measurement"("account_id", "client_id");
CREATE INDEX "note_revision_account_id_note_id_at_idx" ON "public"."note_revision"("account_id", "note_id", "at");

ALTER TABLE "public"."signature" ADD CONSTRAINT "signature_account_id_note_id_fkey" FOREIGN KEY ("account_id", "note_id") REFERENCES "public"."note"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "public"."signature" ADD CONSTRAINT "signature_account_id_client_id_fkey" FOREIGN KEY ("account_id", "client_id") REFERENCES "public"."client"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "public"."addendum" ADD CONSTRAINT "addendum_account_id_note_id_fkey" FOREIGN KEY ("account_id", "note_id") REFERENCES "public"."note"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "public"."addendum" ADD CONSTRAINT "addendum_account_id_client_id_fkey" FOREIGN KEY ("account_id", "client_id") REFERENCES "public"."client"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "public"."goal" ADD CONSTRAINT "goal_account_id_client_id_fkey" FOREIGN KEY ("account_id", "client_id") REFERENCES "public"."client"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "public"."measurement" ADD CONSTRAINT "measurement_account_id_client_id_fkey" FOREIGN KEY ("account_id", "client_id") REFERENCES "public"."client"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "public"."note_revision" ADD CONSTRAINT "note_revision_account_id_note_id_fkey" FOREIGN KEY ("account_id", "note_id") REFERENCES "public"."note"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The walls between accounts, the one door for writes.
DO $$ DECLARE walled text; BEGIN
  FOREACH walled IN ARRAY ARRAY['signature', 'addendum', 'goal', 'measurement', 'preset', 'note_revision'] LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY own_account ON public.%I
         USING (account_id = NULLIF(current_setting(''app.account_id'', true), '''')::uuid)
         WITH CHECK (account_id = NULLIF(current_setting(''app.account_id'', true), '''')::uuid)', walled);
  END LOOP;
END $$;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON signature FOR EACH ROW EXECUTE FUNCTION stamp_version();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON addendum FOR EACH ROW EXECUTE FUNCTION stamp_version();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON goal FOR EACH ROW EXECUTE FUNCTION stamp_version();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON measurement FOR EACH ROW EXECUTE FUNCTION stamp_version();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON preset FOR EACH ROW EXECUTE FUNCTION stamp_version();

GRANT SELECT, INSERT, UPDATE ON signature, addendum, goal, measurement, preset TO cliently_app;
GRANT SELECT, INSERT, DELETE ON note_revision TO cliently_app;
GRANT SELECT, DELETE ON signature, addendum, goal, measurement, preset TO cliently_purge;

CREATE INDEX signature_tombstone ON signature (account_id, ver) WHERE tombstone;
CREATE INDEX addendum_tombstone ON addendum (account_id, ver) WHERE tombstone;
CREATE INDEX goal_tombstone ON goal (account_id, ver) WHERE tombstone;
CREATE INDEX measurement_tombstone ON measurement (account_id, ver) WHERE tombstone;
CREATE INDEX preset_tombstone ON preset (account_id, ver) WHERE tombstone;

-- As before, and with the new rows; children first.
CREATE OR REPLACE FUNCTION remove_tombstones(through integer, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  last integer;
BEGIN
  SELECT max(oldest.ver) INTO last FROM (
    SELECT ver FROM public.client WHERE tombstone AND ver <= through
    UNION SELECT ver FROM public.consent WHERE tombstone AND ver <= through
    UNION SELECT ver FROM public.note WHERE tombstone AND ver <= through
    UNION SELECT ver FROM public.note_update WHERE tombstone AND ver <= through
    UNION SELECT ver FROM public.summary WHERE tombstone AND ver <= through
    UNION SELECT ver FROM public.signature WHERE tombstone AND ver <= through
    UNION SELECT ver FROM public.addendum WHERE tombstone AND ver <= through
    UNION SELECT ver FROM public.goal WHERE tombstone AND ver <= through
    UNION SELECT ver FROM public.measurement WHERE tombstone AND ver <= through
    UNION SELECT ver FROM public.preset WHERE tombstone AND ver <= through
    ORDER BY ver LIMIT most
  ) AS oldest;
  IF last IS NULL THEN RETURN NULL; END IF;
  UPDATE public.account SET horizon = greatest(horizon, last);
  DELETE FROM public.signature WHERE tombstone AND ver <= last;
  DELETE FROM public.addendum WHERE tombstone AND ver <= last;
  DELETE FROM public.goal WHERE tombstone AND ver <= last;
  DELETE FROM public.measurement WHERE tombstone AND ver <= last;
  DELETE FROM public.preset WHERE tombstone AND ver <= last;
  DELETE FROM public.summary WHERE tombstone AND ver <= last;
  DELETE FROM public.note_update WHERE tombstone AND ver <= last;
  DELETE FROM public.note_text t USING public.note n
    WHERE n.account_id = t.account_id AND n.id = t.id AND n.tombstone AND n.ver <= last;
  DELETE FROM public.note WHERE tombstone AND ver <= last;
  DELETE FROM public.consent WHERE tombstone AND ver <= last;
  DELETE FROM public.client WHERE tombstone AND ver <= last;
  RETURN last;
END $$;

-- Finding what a device holds otherwise than the server, and removing for good what was deleted long ago.

-- A keyed digest of each row as it reads at its version; of a folded text, of all that it holds. Null in rows that were
-- written before: it is reckoned when it is read.
ALTER TABLE "public"."client" ADD COLUMN "digest" BIGINT, ADD COLUMN "tombstone" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "public"."consent" ADD COLUMN "digest" BIGINT, ADD COLUMN "tombstone" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "public"."note" ADD COLUMN "digest" BIGINT, ADD COLUMN "tombstone" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "public"."note_update" ADD COLUMN "digest" BIGINT, ADD COLUMN "tombstone" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "public"."summary" ADD COLUMN "digest" BIGINT, ADD COLUMN "tombstone" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "public"."note_text" ADD COLUMN "digest" BIGINT;

-- Whoever stands below this version may have missed a removal, and begins anew.
ALTER TABLE "public"."account" ADD COLUMN "horizon" INTEGER NOT NULL DEFAULT 0;

-- What there is to tidy is found without reading everything.
CREATE INDEX client_bin ON client (account_id, deleted_at) WHERE deleted_at IS NOT NULL AND NOT tombstone;
CREATE INDEX note_bin ON note (account_id, deleted_at) WHERE deleted_at IS NOT NULL AND NOT tombstone;
CREATE INDEX client_tombstone ON client (account_id, ver) WHERE tombstone;
CREATE INDEX consent_tombstone ON consent (account_id, ver) WHERE tombstone;
CREATE INDEX note_tombstone ON note (account_id, ver) WHERE tombstone;
CREATE INDEX note_update_tombstone ON note_update (account_id, ver) WHERE tombstone;
CREATE INDEX summary_tombstone ON summary (account_id, ver) WHERE tombstone;
CREATE INDEX mutation_log_arguments ON mutation_log (account_id, received_at)
  WHERE sealed IS NOT NULL AND status <> 'quarantined';

-- As before, and with the horizon.
DROP FUNCTION begin_write(uuid);
CREATE FUNCTION begin_write(target uuid) RETURNS TABLE (version integer, stamp text, horizon integer) LANGUAGE plpgsql AS $$
DECLARE
  next_version integer;
  next_stamp text := gen_random_uuid()::text;
  last_horizon integer;
BEGIN
  PERFORM set_config('app.account_id', target::text, true);
  UPDATE public.account a SET version = a.version + 1 WHERE a.account_id = target
    RETURNING a.version, a.horizon INTO next_version, last_horizon;
  IF next_version IS NULL THEN RAISE EXCEPTION 'no such account' USING ERRCODE = 'P0002'; END IF;
  INSERT INTO public.version VALUES (target, next_version, next_stamp, clock_timestamp());
  PERFORM set_config('app.version', next_version::text, true);
  RETURN QUERY SELECT next_version, next_stamp, last_horizon;
END $$;

-- Accounts in which something is due: in the bin, or in the log with its arguments, since before these moments; or a
-- tombstone. Names the accounts, and nothing of them.
CREATE POLICY lookup ON client FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON note FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON mutation_log FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION accounts_to_tidy(deleted_until timestamptz, received_until timestamptz) RETURNS TABLE (account_id uuid)
LANGUAGE sql SECURITY DEFINER STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.account_id FROM public.account a WHERE
    EXISTS (SELECT FROM public.client c WHERE c.account_id = a.account_id AND NOT c.tombstone AND c.deleted_at <= deleted_until)
    OR EXISTS (SELECT FROM public.note n WHERE n.account_id = a.account_id AND NOT n.tombstone AND n.deleted_at <= deleted_until)
    OR EXISTS (SELECT FROM public.client c WHERE c.account_id = a.account_id AND c.tombstone)
    OR EXISTS (SELECT FROM public.note n WHERE n.account_id = a.account_id AND n.tombstone)
    OR EXISTS (SELECT FROM public.mutation_log m WHERE m.account_id = a.account_id AND m.sealed IS NOT NULL
               AND m.status <> 'quarantined' AND m.received_at <= received_until)
$$;

-- The three ways in which the purge removes something. Row-level security holds in each: only the account of the
-- transaction is touched.
GRANT SELECT, DELETE ON client, consent, note, note_text, summary, version TO cliently_purge;
GRANT SELECT, UPDATE (horizon) ON account TO cliently_purge;
GRANT SELECT, UPDATE (sealed) ON mutation_log TO cliently_purge;

-- Removes the tombstones of the oldest versions up to `through`, `most` versions at a time, children first. Who has not
-- seen them begins anew: the horizon moves in the same transaction.
CREATE FUNCTION remove_tombstones(through integer, most integer) RETURNS integer
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
    ORDER BY ver LIMIT most
  ) AS oldest;
  IF last IS NULL THEN RETURN NULL; END IF;
  UPDATE public.account SET horizon = greatest(horizon, last);
  DELETE FROM public.summary WHERE tombstone AND ver <= last;
  DELETE FROM public.note_update WHERE tombstone AND ver <= last;
  DELETE FROM public.note_text t USING public.note n
    WHERE n.account_id = t.account_id AND n.id = t.id AND n.tombstone AND n.ver <= last;
  DELETE FROM public.note WHERE tombstone AND ver <= last;
  DELETE FROM public.consent WHERE tombstone AND ver <= last;
  DELETE FROM public.client WHERE tombstone AND ver <= last;
  RETURN last;
END $$;

-- Drops arguments of the log that were received up to a moment, `most` at a time; who did what when is kept, and so are
-- the arguments of what broke on the server.
CREATE FUNCTION drop_arguments(until timestamptz, most integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH old AS (
    SELECT account_id, device_id, seq FROM public.mutation_log
    WHERE sealed IS NOT NULL AND status <> 'quarantined' AND received_at <= until LIMIT most
  ), gone AS (
    UPDATE public.mutation_log m SET sealed = NULL FROM old
    WHERE m.account_id = old.account_id AND m.device_id = old.device_id AND m.seq = old.seq RETURNING 1)
  SELECT count(*)::integer FROM gone
$$;

-- Removes stamps of versions below `below` that were made up to a moment, `most` at a time. A cursor below the first
-- that is left begins anew.
CREATE FUNCTION thin_versions(below integer, until timestamptz, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  last integer;
BEGIN
  SELECT max(oldest.version) INTO last FROM (
    SELECT v.version FROM public.version v WHERE v.version < below AND v.at <= until ORDER BY v.version LIMIT most
  ) AS oldest;
  IF last IS NULL THEN RETURN NULL; END IF;
  UPDATE public.account SET horizon = greatest(horizon, last + 1);
  DELETE FROM public.version v WHERE v.version <= last;
  RETURN last;
END $$;

GRANT CREATE ON SCHEMA public TO cliently_purge;
ALTER FUNCTION remove_tombstones(integer, integer) OWNER TO cliently_purge;
ALTER FUNCTION drop_arguments(timestamptz, integer) OWNER TO cliently_purge;
ALTER FUNCTION thin_versions(integer, timestamptz, integer) OWNER TO cliently_purge;
REVOKE CREATE ON SCHEMA public FROM cliently_purge;

REVOKE ALL ON FUNCTION begin_write(uuid), accounts_to_tidy(timestamptz, timestamptz), remove_tombstones(integer, integer),
  drop_arguments(timestamptz, integer), thin_versions(integer, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_write(uuid), accounts_to_tidy(timestamptz, timestamptz), remove_tombstones(integer, integer),
  drop_arguments(timestamptz, integer), thin_versions(integer, timestamptz, integer) TO cliently_app;

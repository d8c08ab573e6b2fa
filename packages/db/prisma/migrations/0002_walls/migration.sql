-- Accounts apart, one door for writes. The list of SECURITY DEFINER functions stands in docs/security.md.

-- The server's role: it owns nothing and cannot go around a policy. Roles belong to the whole cluster, hence the IFs.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cliently_app') THEN CREATE ROLE cliently_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cliently_purge') THEN CREATE ROLE cliently_purge NOLOGIN; END IF;
  IF NOT pg_has_role(current_user, 'cliently_purge', 'SET') THEN GRANT cliently_purge TO CURRENT_USER; END IF;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public, keys TO cliently_app;
GRANT USAGE ON SCHEMA public TO cliently_purge;

-- Row-level security on every table with an account_id.
DO $$ DECLARE wall record; BEGIN
  FOR wall IN
    SELECT table_schema, table_name FROM information_schema.columns
    WHERE column_name = 'account_id' AND table_schema IN ('public', 'keys')
  LOOP
    EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', wall.table_schema, wall.table_name);
    EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', wall.table_schema, wall.table_name);
    EXECUTE format(
      'CREATE POLICY own_account ON %I.%I
         USING (account_id = NULLIF(current_setting(''app.account_id'', true), '''')::uuid)
         WITH CHECK (account_id = NULLIF(current_setting(''app.account_id'', true), '''')::uuid)',
      wall.table_schema, wall.table_name);
  END LOOP;
END $$;

-- An owner that is no superuser is bound by FORCE as well; its lookup functions need to see these.
CREATE POLICY lookup ON account FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON session FOR ALL TO CURRENT_USER USING (true);
CREATE POLICY lookup ON summary FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON summary_run FOR SELECT TO CURRENT_USER USING (true);

GRANT SELECT, INSERT, UPDATE ON account, device, client, consent, note, note_update, note_text, summary TO cliently_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session, poison, summary_run TO cliently_app;
GRANT SELECT, INSERT ON version, mutation_log, ai_request, keys.account_key TO cliently_app;
GRANT SELECT, DELETE ON note_update TO cliently_purge;
GRANT SELECT ON note_text TO cliently_purge;

-- No write escapes the log: a synced row takes its version from the write transaction, or is not written at all.
CREATE FUNCTION stamp_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  current_version text := NULLIF(current_setting('app.version', true), '');
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_user = 'cliently_purge' THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'rows of % leave only by the purge', TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  IF current_version IS NULL THEN
    RAISE EXCEPTION 'a write to % outside of a write transaction', TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  NEW.ver := current_version::integer;
  RETURN NEW;
END $$;

CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON client FOR EACH ROW EXECUTE FUNCTION stamp_version();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON consent FOR EACH ROW EXECUTE FUNCTION stamp_version();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON note FOR EACH ROW EXECUTE FUNCTION stamp_version();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON note_update FOR EACH ROW EXECUTE FUNCTION stamp_version();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OR DELETE ON summary FOR EACH ROW EXECUTE FUNCTION stamp_version();

-- Begins a write transaction of an account: context, lock, version, stamp. In that order, because without the context
-- even the account's own row is not there.
CREATE FUNCTION begin_write(target uuid) RETURNS TABLE (version integer, stamp text) LANGUAGE plpgsql AS $$
DECLARE
  next_version integer;
  next_stamp text := gen_random_uuid()::text;
BEGIN
  PERFORM set_config('app.account_id', target::text, true);
  UPDATE public.account a SET version = a.version + 1 WHERE a.account_id = target RETURNING a.version INTO next_version;
  IF next_version IS NULL THEN RAISE EXCEPTION 'no such account' USING ERRCODE = 'P0002'; END IF;
  INSERT INTO public.version VALUES (target, next_version, next_stamp, clock_timestamp());
  PERFORM set_config('app.version', next_version::text, true);
  RETURN QUERY SELECT next_version, next_stamp;
END $$;

-- What must work before or across accounts, and nothing else.
CREATE FUNCTION session_by_id(wanted text)
RETURNS TABLE (account_id uuid, created_at timestamptz, expires_at timestamptz, ends_at timestamptz)
LANGUAGE sql SECURITY DEFINER STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.account_id, s.created_at, s.expires_at, s.ends_at FROM public.session s WHERE s.id = wanted
$$;

CREATE FUNCTION account_by_email(wanted bytea) RETURNS TABLE (account_id uuid, password_hash text)
LANGUAGE sql SECURITY DEFINER STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.account_id, a.password_hash FROM public.account a WHERE a.email_index = wanted
$$;

CREATE FUNCTION account_versions(wanted uuid[]) RETURNS TABLE (account_id uuid, version integer)
LANGUAGE sql SECURITY DEFINER STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.account_id, a.version FROM public.account a WHERE a.account_id = ANY (wanted)
$$;

CREATE FUNCTION has_accounts() RETURNS boolean
LANGUAGE sql SECURITY DEFINER STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.account)
$$;

-- Summaries that nobody is working on: asked for and not begun, or begun by a process whose heart stopped.
CREATE FUNCTION open_summaries(silent_since timestamptz) RETURNS TABLE (account_id uuid, id uuid, status text)
LANGUAGE sql SECURITY DEFINER STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.account_id, s.id, s.status FROM public.summary s
  LEFT JOIN public.summary_run r ON r.account_id = s.account_id AND r.id = s.id
  WHERE s.status IN ('requested', 'writing') AND (r.id IS NULL OR r.heartbeat_at < silent_since)
$$;
CREATE INDEX summary_open ON summary (account_id, id) WHERE status IN ('requested', 'writing');

CREATE FUNCTION purge_expired_sessions(moment timestamptz) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (DELETE FROM public.session WHERE expires_at < moment OR ends_at < moment RETURNING 1)
  SELECT count(*)::integer FROM gone
$$;

-- Compaction: removes updates of a note of this account that its folded text holds already.
CREATE FUNCTION fold_note_updates(note uuid, through integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM public.note_update u USING public.note_text t
    WHERE u.note_id = note AND u.ver <= through AND t.account_id = u.account_id AND t.id = u.note_id AND u.ver <= t.upto
    RETURNING 1)
  SELECT count(*)::integer FROM gone
$$;
GRANT CREATE ON SCHEMA public TO cliently_purge;
ALTER FUNCTION fold_note_updates(uuid, integer) OWNER TO cliently_purge;
REVOKE CREATE ON SCHEMA public FROM cliently_purge;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_write(uuid), session_by_id(text), account_by_email(bytea), account_versions(uuid[]),
  has_accounts(), open_summaries(timestamptz), purge_expired_sessions(timestamptz), fold_note_updates(uuid, integer)
  TO cliently_app;

-- As before, and with the stamp of the version before: whoever stands there misses nothing but what is written now.
-- Asked in here, after the lock: a statement of its own would cost a round trip under it.
DROP FUNCTION begin_write(uuid);
CREATE FUNCTION begin_write(target uuid) RETURNS TABLE (version integer, stamp text, horizon integer, before text)
LANGUAGE plpgsql AS $$
DECLARE
  next_version integer;
  next_stamp text := gen_random_uuid()::text;
  last_horizon integer;
  last_stamp text;
BEGIN
  PERFORM set_config('app.account_id', target::text, true);
  UPDATE public.account a SET version = a.version + 1 WHERE a.account_id = target
    RETURNING a.version, a.horizon INTO next_version, last_horizon;
  IF next_version IS NULL THEN RAISE EXCEPTION 'no such account' USING ERRCODE = 'P0002'; END IF;
  SELECT v.stamp INTO last_stamp FROM public.version v WHERE v.account_id = target AND v.version = next_version - 1;
  INSERT INTO public.version VALUES (target, next_version, next_stamp, clock_timestamp());
  PERFORM set_config('app.version', next_version::text, true);
  RETURN QUERY SELECT next_version, next_stamp, last_horizon, coalesce(last_stamp, '');
END $$;

REVOKE ALL ON FUNCTION begin_write(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_write(uuid) TO cliently_app;

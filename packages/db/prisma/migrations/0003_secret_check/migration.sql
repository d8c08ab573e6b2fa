-- Which secrets this database was made with, told by an HMAC under each: a wrong key file is noticed at boot, before
-- anything is sealed with it. A secret cannot be found from its check.
CREATE TABLE "public"."secret_check" (
    "name" TEXT NOT NULL,
    "proof" BYTEA NOT NULL,

    CONSTRAINT "secret_check_pkey" PRIMARY KEY ("name")
);
GRANT SELECT, INSERT ON secret_check TO cliently_app;

-- The checks say what this was for.
DROP FUNCTION has_accounts();

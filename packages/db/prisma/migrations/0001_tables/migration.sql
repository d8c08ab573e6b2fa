-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "keys";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "account" (
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "email_index" BYTEA NOT NULL,
    "password_hash" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "policy_agreed_at" TIMESTAMPTZ(3) NOT NULL,
    "adult_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "session" (
    "account_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "device" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "cursor_version" INTEGER NOT NULL DEFAULT 0,
    "pending_reported" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "device_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "version" (
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "stamp" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "version_pkey" PRIMARY KEY ("account_id","version")
);

-- CreateTable
CREATE TABLE "mutation_log" (
    "account_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "mid" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "args_v" INTEGER NOT NULL,
    "args_hash" BYTEA NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT,
    "version" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA,

    CONSTRAINT "mutation_log_pkey" PRIMARY KEY ("account_id","device_id","seq")
);

-- CreateTable
CREATE TABLE "poison" (
    "account_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "poison_pkey" PRIMARY KEY ("account_id","device_id","seq")
);

-- CreateTable
CREATE TABLE "client" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "client_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "consent" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "client_id" UUID NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "note" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "client_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "note_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "note_update" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "note_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "note_update_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "note_text" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "upto" INTEGER NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "note_text_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "summary" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ver" INTEGER NOT NULL,
    "note_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "summary_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "summary_run" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "owner" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "stop_at" TIMESTAMPTZ(3),
    "key_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "summary_run_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "ai_request" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "summary_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "characters" INTEGER NOT NULL,

    CONSTRAINT "ai_request_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "keys"."account_key" (
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kek_version" INTEGER NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_key_pkey" PRIMARY KEY ("account_id","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_email_index_key" ON "account"("email_index");

-- CreateIndex
CREATE UNIQUE INDEX "session_id_key" ON "session"("id");

-- CreateIndex
CREATE INDEX "mutation_log_account_id_mid_idx" ON "mutation_log"("account_id", "mid");

-- CreateIndex
CREATE INDEX "mutation_log_account_id_version_idx" ON "mutation_log"("account_id", "version");

-- CreateIndex
CREATE INDEX "client_account_id_ver_idx" ON "client"("account_id", "ver");

-- CreateIndex
CREATE INDEX "consent_account_id_ver_idx" ON "consent"("account_id", "ver");

-- CreateIndex
CREATE INDEX "consent_account_id_client_id_idx" ON "consent"("account_id", "client_id");

-- CreateIndex
CREATE INDEX "note_account_id_ver_idx" ON "note"("account_id", "ver");

-- CreateIndex
CREATE INDEX "note_account_id_client_id_idx" ON "note"("account_id", "client_id");

-- CreateIndex
CREATE INDEX "note_update_account_id_ver_idx" ON "note_update"("account_id", "ver");

-- CreateIndex
CREATE INDEX "note_update_account_id_note_id_ver_idx" ON "note_update"("account_id", "note_id", "ver");

-- CreateIndex
CREATE INDEX "note_text_account_id_upto_idx" ON "note_text"("account_id", "upto");

-- CreateIndex
CREATE INDEX "summary_account_id_ver_idx" ON "summary"("account_id", "ver");

-- CreateIndex
CREATE INDEX "summary_account_id_note_id_idx" ON "summary"("account_id", "note_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mutation_log" ADD CONSTRAINT "mutation_log_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mutation_log" ADD CONSTRAINT "mutation_log_account_id_device_id_fkey" FOREIGN KEY ("account_id", "device_id") REFERENCES "device"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_account_id_client_id_fkey" FOREIGN KEY ("account_id", "client_id") REFERENCES "client"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_account_id_client_id_fkey" FOREIGN KEY ("account_id", "client_id") REFERENCES "client"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note_update" ADD CONSTRAINT "note_update_account_id_note_id_fkey" FOREIGN KEY ("account_id", "note_id") REFERENCES "note"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note_text" ADD CONSTRAINT "note_text_account_id_id_fkey" FOREIGN KEY ("account_id", "id") REFERENCES "note"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary" ADD CONSTRAINT "summary_account_id_note_id_fkey" FOREIGN KEY ("account_id", "note_id") REFERENCES "note"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary" ADD CONSTRAINT "summary_account_id_client_id_fkey" FOREIGN KEY ("account_id", "client_id") REFERENCES "client"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary_run" ADD CONSTRAINT "summary_run_account_id_id_fkey" FOREIGN KEY ("account_id", "id") REFERENCES "summary"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "keys"."account_key" ADD CONSTRAINT "account_key_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE `client` (
	`id` integer PRIMARY KEY NOT NULL,
	`tenant_id` integer NOT NULL,
	`code` text NOT NULL,
	`document` text NOT NULL,
	`version` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `client_code` ON `client` (`tenant_id`,`code`);--> statement-breakpoint
CREATE TABLE `configuration_history` (
	`tenant` text NOT NULL,
	`scope` text NOT NULL,
	`code` text NOT NULL,
	`version` integer NOT NULL,
	`parent` text,
	`document` text NOT NULL,
	PRIMARY KEY(`tenant`, `scope`, `code`, `version`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `configuration_version` (
	`version` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`verified` integer NOT NULL,
	`summary` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `site` (
	`id` integer PRIMARY KEY NOT NULL,
	`client_id` integer NOT NULL,
	`code` text NOT NULL,
	`document` text NOT NULL,
	`version` integer NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `client`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `site_code_unique` ON `site` (`code`);--> statement-breakpoint
CREATE INDEX `site_client` ON `site` (`client_id`);--> statement-breakpoint
CREATE TABLE `tenant` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`document` text NOT NULL,
	`version` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tenant_code_unique` ON `tenant` (`code`);--> statement-breakpoint
CREATE TABLE `activity` (
	`site_id` integer NOT NULL,
	`stream` integer NOT NULL,
	`ts` integer NOT NULL,
	`key` integer NOT NULL,
	`subject` text NOT NULL,
	`status` text NOT NULL,
	`person` text,
	`run` text,
	`checkpoint` text,
	`due` integer,
	`title` text,
	PRIMARY KEY(`site_id`, `stream`, `ts`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_detail` (
	`bucket` integer NOT NULL,
	`site_id` integer NOT NULL,
	`stream` integer NOT NULL,
	`ts` integer NOT NULL,
	`key` integer NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`bucket`, `site_id`, `stream`, `ts`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_hot` (
	`seq` integer PRIMARY KEY NOT NULL,
	`ts` integer NOT NULL,
	`site_id` integer NOT NULL,
	`stream` integer NOT NULL,
	`key` integer NOT NULL,
	`delay_s` integer,
	`person_id` integer,
	`lat` real,
	`lon` real,
	`acc` integer,
	`ref` real,
	`origin` integer,
	`detail` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `event_hot_identity` ON `event_hot` (`ts`,`site_id`,`stream`,`key`);--> statement-breakpoint
CREATE TABLE `event_run` (
	`bucket` integer NOT NULL,
	`site_id` integer NOT NULL,
	`stream` integer NOT NULL,
	`ts` integer NOT NULL,
	`key` integer NOT NULL,
	`delay_s` integer,
	`person_id` integer,
	`lat` real,
	`lon` real,
	`acc` integer,
	`ref` real,
	`origin` integer,
	PRIMARY KEY(`bucket`, `site_id`, `stream`, `ts`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `first_seen` (
	`site_id` integer PRIMARY KEY NOT NULL,
	`ts` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`id` integer PRIMARY KEY NOT NULL,
	`raw_sha256` text NOT NULL,
	`at` integer NOT NULL,
	`reason` text NOT NULL,
	`detail` text NOT NULL,
	`site` text,
	`place` text,
	`raw` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `quarantine_raw_sha256_unique` ON `quarantine` (`raw_sha256`);--> statement-breakpoint
CREATE INDEX `quarantine_at` ON `quarantine` (`at`);--> statement-breakpoint
CREATE TABLE `roll5` (
	`bucket` integer NOT NULL,
	`site_id` integer NOT NULL,
	`stream` integer NOT NULL,
	`n` integer NOT NULL,
	`sum` real NOT NULL,
	PRIMARY KEY(`bucket`, `site_id`, `stream`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `seen` (
	`site_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`stream` integer NOT NULL,
	`ts` integer NOT NULL,
	`key` integer NOT NULL,
	`lat` real,
	`lon` real,
	`acc` integer,
	PRIMARY KEY(`site_id`, `person_id`, `stream`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `unknown_reference` (
	`tenant_id` integer NOT NULL,
	`kind` text NOT NULL,
	`code` text NOT NULL,
	`site` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `kind`, `code`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `alert` (
	`id` text PRIMARY KEY NOT NULL,
	`finding_id` text NOT NULL,
	`site` text,
	`severity` text NOT NULL,
	`alert_type` text NOT NULL,
	`message` text NOT NULL,
	`created_at` integer NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action DEFERRABLE INITIALLY DEFERRED
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_finding` ON `alert` (`finding_id`);--> statement-breakpoint
CREATE INDEX `alert_site` ON `alert` (`site`,`created_at`);--> statement-breakpoint
CREATE INDEX `alert_created` ON `alert` (`created_at`);--> statement-breakpoint
CREATE TABLE `closed_key` (
	`scope` text NOT NULL,
	`scope_key` text NOT NULL,
	`finding_type` text NOT NULL,
	`subject` text NOT NULL,
	`severity` text NOT NULL,
	`closed_at` integer NOT NULL,
	`until` integer,
	PRIMARY KEY(`scope`, `scope_key`, `finding_type`, `subject`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `evidence` (
	`finding_id` text NOT NULL,
	`capture` text NOT NULL,
	`at` integer NOT NULL,
	`sha256` text NOT NULL,
	`body` blob NOT NULL,
	PRIMARY KEY(`finding_id`, `capture`, `at`),
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action DEFERRABLE INITIALLY DEFERRED
) STRICT;
--> statement-breakpoint
CREATE TABLE `finding` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant` text,
	`client` text,
	`site` text,
	`finding_type` text NOT NULL,
	`category` text NOT NULL,
	`severity` text NOT NULL,
	`subject` text NOT NULL,
	`title` text NOT NULL,
	`message` text NOT NULL,
	`status` text NOT NULL,
	`condition` text NOT NULL,
	`cadence` text NOT NULL,
	`condition_started_at` integer NOT NULL,
	`detected_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`cleared_at` integer,
	`occurrences` integer NOT NULL,
	`parent_id` text,
	`shelved_until` integer,
	`shelved_by` text,
	`shelve_reason` text,
	`acknowledged_at` integer,
	`acknowledged_by` text,
	`resolved_at` integer,
	`resolved_by` text,
	`disposition` text,
	`resolution_note` text,
	`runbook_type` text,
	`runbook_version` integer,
	`alert_id` text,
	`explanation` text NOT NULL,
	`scope` text NOT NULL,
	`scope_key` text NOT NULL,
	`config_version` integer NOT NULL,
	`revision` integer NOT NULL,
	`clean_audits` integer NOT NULL,
	`flaps` text NOT NULL,
	`chattering` integer NOT NULL,
	`ack_until` integer,
	`escalated_at` integer,
	`severity_rank` integer GENERATED ALWAYS AS (CASE severity WHEN 'CRITICAL' THEN 3 WHEN 'HIGH' THEN 2 WHEN 'MEDIUM' THEN 1 ELSE 0 END) VIRTUAL,
	FOREIGN KEY (`parent_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action DEFERRABLE INITIALLY DEFERRED
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `finding_open` ON `finding` (`scope`,`scope_key`,`finding_type`,`subject`) WHERE status <> 'RESOLVED';--> statement-breakpoint
CREATE INDEX `finding_key` ON `finding` (`scope`,`scope_key`,`finding_type`,`subject`,`condition_started_at`);--> statement-breakpoint
CREATE INDEX `finding_detected` ON `finding` (`detected_at`,`id`);--> statement-breakpoint
CREATE INDEX `finding_feed` ON `finding` (`status`,`severity_rank`,`detected_at`,`id`);--> statement-breakpoint
CREATE INDEX `finding_site` ON `finding` (`site`,`detected_at`);--> statement-breakpoint
CREATE INDEX `finding_type` ON `finding` (`finding_type`,`detected_at`);--> statement-breakpoint
CREATE INDEX `finding_parent` ON `finding` (`parent_id`) WHERE parent_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `suppressed` (
	`site` text NOT NULL,
	`window_start` integer NOT NULL,
	`window_end` integer NOT NULL,
	`finding_type` text NOT NULL,
	`subject` text NOT NULL,
	`reason` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`site`, `window_start`, `window_end`, `finding_type`, `subject`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `suppressed_end` ON `suppressed` (`window_end`);--> statement-breakpoint
CREATE TABLE `profile` (
	`site_id` integer NOT NULL,
	`stream` integer NOT NULL,
	`hour_of_week` integer NOT NULL,
	`n` integer NOT NULL,
	`mean` real NOT NULL,
	`m2` real NOT NULL,
	`min` real NOT NULL,
	`max` real NOT NULL,
	`recent` blob NOT NULL,
	PRIMARY KEY(`site_id`, `stream`, `hour_of_week`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `profile_state` (
	`site_id` integer PRIMARY KEY NOT NULL,
	`learned_to` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `runbook` (
	`finding_type` text NOT NULL,
	`version` integer NOT NULL,
	`document` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`verified` integer NOT NULL,
	PRIMARY KEY(`finding_type`, `version`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `device` (
	`id` integer PRIMARY KEY NOT NULL,
	`tenant_id` integer NOT NULL,
	`code` text NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `device_code` ON `device` (`tenant_id`,`code`);--> statement-breakpoint
CREATE TABLE `origin` (
	`id` integer PRIMARY KEY NOT NULL,
	`source_id` integer NOT NULL,
	`device_id` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `origin_pair` ON `origin` (`source_id`,`device_id`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` integer PRIMARY KEY NOT NULL,
	`tenant_id` integer NOT NULL,
	`code` text NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `person_code` ON `person` (`tenant_id`,`code`);--> statement-breakpoint
CREATE TABLE `signal` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	CONSTRAINT "signal_custom" CHECK(id >= 100)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `signal_name_unique` ON `signal` (`name`);--> statement-breakpoint
CREATE TABLE `source` (
	`id` integer PRIMARY KEY NOT NULL,
	`tenant_id` integer,
	`code` text NOT NULL,
	`last_event_at` integer,
	`last_received_at` integer,
	`events` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `source_code` ON `source` (`tenant_id`,`code`) WHERE tenant_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `source_code_shared` ON `source` (`code`) WHERE tenant_id IS NULL;--> statement-breakpoint
CREATE TABLE `source_site` (
	`source_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	PRIMARY KEY(`source_id`, `site_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `term` (
	`id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `term_text_unique` ON `term` (`text`);--> statement-breakpoint
CREATE TABLE `due` (
	`site_id` integer NOT NULL,
	`cadence` text NOT NULL,
	`next_slot` integer,
	`first_slot` integer,
	`last_slot` integer,
	`last_run_at` integer,
	`watched_since` integer,
	`runs` integer NOT NULL,
	PRIMARY KEY(`site_id`, `cadence`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `engine_state` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `ledger` (
	`slot` integer NOT NULL,
	`cadence` text NOT NULL,
	`outcome` text NOT NULL,
	`into_slot` integer NOT NULL,
	`sites` blob NOT NULL,
	`site_count` integer NOT NULL,
	`ran_at` integer NOT NULL,
	`duration_ms` real NOT NULL,
	`breaches` integer NOT NULL,
	`opened` integer NOT NULL,
	`suppressed` integer NOT NULL,
	`failures` integer NOT NULL,
	`queries` integer NOT NULL,
	PRIMARY KEY(`cadence`, `slot`, `outcome`, `into_slot`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `trail` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`verified` integer NOT NULL,
	`action` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`reason` text,
	`payload_hash` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `trail_entity` ON `trail` (`entity`,`entity_id`,`seq`);--> statement-breakpoint
CREATE TABLE `trail_payload` (
	`seq` integer PRIMARY KEY NOT NULL,
	`before` text,
	`after` text,
	FOREIGN KEY (`seq`) REFERENCES `trail`(`seq`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TRIGGER `trail_no_update` BEFORE UPDATE ON `trail` BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `trail_no_delete` BEFORE DELETE ON `trail` BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `trail_no_replace` BEFORE INSERT ON `trail` WHEN EXISTS (SELECT 1 FROM `trail` WHERE `seq` = NEW.`seq`) BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `trail_payload_no_update` BEFORE UPDATE ON `trail_payload` BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `evidence_no_update` BEFORE UPDATE ON `evidence` BEGIN SELECT raise(ABORT, 'evidence is immutable'); END;
CREATE TABLE `archived_finding` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`scope_key` text NOT NULL,
	`finding_type` text NOT NULL,
	`subject` text NOT NULL,
	`condition_started_at` integer NOT NULL,
	`site` text,
	`alerted` integer NOT NULL,
	`archived_at` integer NOT NULL,
	`sha256` text NOT NULL,
	`details_sha256` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `archived_finding_key` ON `archived_finding` (`scope`,`scope_key`,`finding_type`,`subject`,`condition_started_at`);--> statement-breakpoint
CREATE INDEX `archived_finding_site` ON `archived_finding` (`site`,`alerted`);
CREATE TABLE `retired_runbook` (
	`finding_type` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `runbook_comparison` (
	`finding_type` text NOT NULL,
	`begun_at` integer NOT NULL,
	`first` integer NOT NULL,
	`second` integer NOT NULL,
	`begun_by` text NOT NULL,
	`reason` text NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`end_reason` text,
	PRIMARY KEY(`finding_type`, `begun_at`)
) STRICT, WITHOUT ROWID;

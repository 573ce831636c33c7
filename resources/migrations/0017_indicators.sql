CREATE TABLE `amendment` (
	`finding_id` text NOT NULL,
	`amended_at` integer NOT NULL,
	`amended_by` text NOT NULL,
	`verified` integer NOT NULL,
	`was` text NOT NULL,
	`became` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`finding_id`, `amended_at`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `finding_review` (
	`finding_id` text PRIMARY KEY NOT NULL,
	`reviewed_at` integer NOT NULL,
	`reviewed_by` text NOT NULL,
	`verified` integer NOT NULL,
	`note` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `finding` ADD `first_acknowledged_at` integer;--> statement-breakpoint
ALTER TABLE `finding` ADD `first_acknowledged_by` text;--> statement-breakpoint
ALTER TABLE `finding` ADD `sla_minutes` integer;--> statement-breakpoint
ALTER TABLE `finding` ADD `delivered_late` integer DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE `finding` SET
	`first_acknowledged_at` = coalesce((SELECT t.`at` FROM `trail` t WHERE t.`entity` = 'finding' AND t.`entity_id` = `finding`.`id` AND t.`action` = 'finding.acknowledged' ORDER BY t.`seq` LIMIT 1), `acknowledged_at`),
	`first_acknowledged_by` = coalesce((SELECT t.`actor` FROM `trail` t WHERE t.`entity` = 'finding' AND t.`entity_id` = `finding`.`id` AND t.`action` = 'finding.acknowledged' ORDER BY t.`seq` LIMIT 1), `acknowledged_by`),
	`sla_minutes` = (SELECT r.`document` ->> '$.escalation_sla_minutes' FROM `runbook` r WHERE r.`finding_type` = `finding`.`runbook_type` AND r.`version` = `finding`.`runbook_version`);--> statement-breakpoint
ALTER TABLE `finding` ADD `found_ms` integer GENERATED ALWAYS AS (CASE WHEN finding_type <> 'MANUAL' AND NOT delivered_late THEN detected_at - condition_started_at END) VIRTUAL;--> statement-breakpoint
ALTER TABLE `finding` ADD `late_ms` integer GENERATED ALWAYS AS (CASE WHEN delivered_late THEN detected_at - condition_started_at END) VIRTUAL;--> statement-breakpoint
ALTER TABLE `finding` ADD `alone_ms` integer GENERATED ALWAYS AS (CASE WHEN finding_type = 'LONE_WORKER_OVERDUE' AND NOT delivered_late THEN detected_at - condition_started_at END) VIRTUAL;--> statement-breakpoint
ALTER TABLE `finding` ADD `acknowledged_ms` integer GENERATED ALWAYS AS (first_acknowledged_at - detected_at) VIRTUAL;--> statement-breakpoint
ALTER TABLE `finding` ADD `resolved_ms` integer GENERATED ALWAYS AS (resolved_at - detected_at) VIRTUAL;--> statement-breakpoint
ALTER TABLE `finding` ADD `judged` integer GENERATED ALWAYS AS (CASE disposition WHEN 'TRUE_POSITIVE' THEN 0 WHEN 'BENIGN' THEN 1 WHEN 'FALSE_POSITIVE' THEN 2 WHEN 'UNDETERMINED' THEN 3 END) VIRTUAL;--> statement-breakpoint
ALTER TABLE `finding` ADD `sla_met` integer GENERATED ALWAYS AS (CASE WHEN sla_minutes IS NOT NULL AND parent_id IS NULL AND (coalesce(first_acknowledged_at <= detected_at + sla_minutes * 60000, 0) OR coalesce(resolved_at <= detected_at + sla_minutes * 60000, 0)) THEN 1 END) VIRTUAL;--> statement-breakpoint
ALTER TABLE `finding` ADD `sla_missed_at` integer GENERATED ALWAYS AS (CASE WHEN sla_minutes IS NOT NULL AND parent_id IS NULL AND NOT (coalesce(first_acknowledged_at <= detected_at + sla_minutes * 60000, 0) OR coalesce(resolved_at <= detected_at + sla_minutes * 60000, 0)) AND coalesce(cleared_at > detected_at + sla_minutes * 60000, 1) THEN detected_at + sla_minutes * 60000 END) VIRTUAL;--> statement-breakpoint
ALTER TABLE `finding` ADD `settled` integer GENERATED ALWAYS AS (CASE WHEN resolved_at IS NOT NULL AND parent_id IS NULL THEN 1 END) VIRTUAL;--> statement-breakpoint
CREATE INDEX `finding_indicators` ON `finding` (`detected_at`,`site`,`finding_type`,`found_ms`,`late_ms`,`alone_ms`,`acknowledged_ms`,`resolved_ms`,`judged`,`sla_met`,`sla_missed_at`,`settled`,`chattering`,`first_acknowledged_by`,`resolved_by`);--> statement-breakpoint
CREATE INDEX `finding_standing` ON `finding` (`detected_at`,`site`,`cleared_at`,`resolved_at`) WHERE alert_id IS NOT NULL AND (cleared_at IS NULL OR cleared_at - detected_at > 86400000) AND (resolved_at IS NULL OR resolved_at - detected_at > 86400000);--> statement-breakpoint
CREATE INDEX `finding_resolved` ON `finding` (`resolved_at`) WHERE resolved_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `dispatch_sent` ON `dispatch` (`sent_at`);--> statement-breakpoint
CREATE INDEX `alert_sort` ON `alert` (`site`,`alert_type`,`severity`,`created_at`);
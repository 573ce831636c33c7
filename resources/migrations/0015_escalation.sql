CREATE TABLE `telling` (
	`finding_id` text NOT NULL,
	`round` integer NOT NULL,
	`role` text NOT NULL,
	`times` integer NOT NULL,
	`due_at` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`finding_id`, `round`, `role`, `times`),
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `finding` ADD `escalation` text;
--> statement-breakpoint
UPDATE `finding` SET `escalation` = json_object(
	'round', 1, 'since', `detected_at`,
	'passed', json_array(json_object('role', `guide`.`document` ->> '$.escalate_to_role', 'at', `escalated_at`, 'times', 1, 'waits_until', NULL)),
	'told', json_object('role', `guide`.`document` ->> '$.escalate_to_role', 'at', `escalated_at`))
FROM `runbook` AS `guide`
WHERE `guide`.`finding_type` = `finding`.`runbook_type` AND `guide`.`version` = `finding`.`runbook_version`
	AND `escalated_at` IS NOT NULL AND `status` <> 'RESOLVED';

ALTER TABLE `finding` ADD `urgency` integer GENERATED ALWAYS AS (CASE WHEN status = 'RESOLVED' THEN 0
        WHEN condition = 'CLEARED' OR shelved_until IS NOT NULL OR parent_id IS NOT NULL THEN CASE status WHEN 'NEW' THEN 2 ELSE 1 END
        WHEN status = 'ACKNOWLEDGED' THEN 3 ELSE 4 END * 4 + severity_rank) VIRTUAL;--> statement-breakpoint
ALTER TABLE `finding` ADD `search` text GENERATED ALWAYS AS (lower(coalesce(site, '') || ' ' || coalesce(client, '') || ' ' || finding_type || ' ' || subject || ' ' || title || ' ' || message)) VIRTUAL;--> statement-breakpoint
CREATE INDEX `finding_urgency` ON `finding` (`urgency`,`detected_at`,`id`,`status`,`severity`,`condition`,`category`,`finding_type`,`tenant`,`client`,`site`,`parent_id`,`shelved_until`,`scope`,`scope_key`,`search`);
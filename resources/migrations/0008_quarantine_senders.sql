ALTER TABLE `quarantine` ADD `source` text;--> statement-breakpoint
ALTER TABLE `quarantine` ADD `tenant` text;--> statement-breakpoint
CREATE INDEX `quarantine_group` ON `quarantine` (`reason`,`source`,`site`);
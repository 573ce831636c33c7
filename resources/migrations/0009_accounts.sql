CREATE TABLE `account` (
	`key` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`secret` text NOT NULL,
	`revision` integer NOT NULL,
	`failures` integer NOT NULL,
	`closed_until` integer,
	`made_at` integer NOT NULL,
	`made_by` text NOT NULL,
	`secret_at` integer NOT NULL,
	`disabled_at` integer,
	`disabled_by` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sign_in` (
	`seat` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`account` text NOT NULL,
	`revision` integer NOT NULL,
	`at` integer NOT NULL,
	`active_at` integer NOT NULL,
	`locked_at` integer,
	FOREIGN KEY (`account`) REFERENCES `account`(`key`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `sign_in_account` ON `sign_in` (`account`);
CREATE TABLE `missed_run` (
	`cadence` text NOT NULL,
	`from_slot` integer NOT NULL,
	`period` integer NOT NULL,
	`into_slot` integer NOT NULL,
	`sites` blob NOT NULL,
	`site_count` integer NOT NULL,
	`ran_at` integer NOT NULL,
	PRIMARY KEY(`cadence`, `into_slot`, `from_slot`, `period`)
) STRICT, WITHOUT ROWID;

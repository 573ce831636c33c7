CREATE TRIGGER `report_no_update` BEFORE UPDATE ON `report` BEGIN SELECT raise(ABORT, 'a kept report is never changed'); END;--> statement-breakpoint
CREATE TRIGGER `report_no_delete` BEFORE DELETE ON `report` BEGIN SELECT raise(ABORT, 'a kept report is never changed'); END;--> statement-breakpoint
CREATE TRIGGER `report_no_replace` BEFORE INSERT ON `report` WHEN EXISTS (SELECT 1 FROM `report` WHERE `id` = NEW.`id`) BEGIN SELECT raise(ABORT, 'a kept report is never changed'); END;--> statement-breakpoint
CREATE TRIGGER `report_signature_no_update` BEFORE UPDATE ON `report_signature` BEGIN SELECT raise(ABORT, 'a signature is never changed'); END;--> statement-breakpoint
CREATE TRIGGER `report_signature_no_delete` BEFORE DELETE ON `report_signature` BEGIN SELECT raise(ABORT, 'a signature is never changed'); END;--> statement-breakpoint
CREATE TRIGGER `report_signature_no_replace` BEFORE INSERT ON `report_signature` WHEN EXISTS (SELECT 1 FROM `report_signature` WHERE `report_id` = NEW.`report_id` AND `role` = NEW.`role`) BEGIN SELECT raise(ABORT, 'a signature is never changed'); END;

CREATE TABLE `circuit_breakers` (
	`api` text NOT NULL,
	`address` text NOT NULL,
	`failures` integer NOT NULL,
	`failed_at` integer NOT NULL,
	`rest_until` integer DEFAULT 0 NOT NULL,
	`rest_ms` integer DEFAULT 0 NOT NULL,
	`probe_until` integer DEFAULT 0 NOT NULL,
	`link` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`api`, `address`)
);

package org.forthcoming.inventory;

@OnPostgres
class InventoryRacesOnPostgresTest extends InventoryRaces {

    @Override
    String waitingForLocks() {
        return "select count(*) from pg_locks where not granted";
    }
}

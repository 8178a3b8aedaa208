package org.forthcoming.inventory;

@OnH2
class InventoryRacesTest extends InventoryRaces {

    /** Of a key that another inserted, H2 waits without naming whom for. */
    @Override
    String waitingForLocks() {
        return "select count(*) from information_schema.sessions where blocker_id is not null"
                + " or executing_statement like 'insert into stock%'";
    }
}

package org.forthcoming.inventory;

@OnPostgres
class InventoryModelOnPostgresTest extends InventoryModel {}

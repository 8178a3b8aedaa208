package org.forthcoming.inventory;

@OnH2
class InventoryModelTest extends InventoryModel {}

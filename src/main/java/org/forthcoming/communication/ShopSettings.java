package org.forthcoming.communication;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who the shop is, as each mail and each customer's page says.
 *
 * @param name the shop's name
 * @param email where customers reach it; empty: the address that mails come from
 * @param phone where customers can call it; empty: not told
 * @param address its postal address in one line; empty: not told
 */
@ConfigurationProperties("forthcoming.shop")
public record ShopSettings(
        @DefaultValue("Forthcoming Shop") String name,
        @DefaultValue("") String email,
        @DefaultValue("") String phone,
        @DefaultValue("") String address) {}
